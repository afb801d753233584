package dev.flowmaker.daemon;

import dev.flowmaker.config.AlertSettings.Severity;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.VenueMessage;
import dev.flowmaker.core.engine.Notice;
import dev.flowmaker.core.event.ClockAdjusted;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.RateLimited;
import dev.flowmaker.core.event.SessionStopped;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.risk.BreakerKind;
import dev.flowmaker.daemon.alert.AlertSink;
import java.util.List;
import java.util.Locale;

/** Which records are worth an alert, and its words. Sees every record of the event loop, on its thread. */
final class AlertRules {
    private final AlertSink alerts;
    private final List<String> venues;
    private final List<Instrument> instruments;

    /**
     * @param venues names of the venues
     * @param instruments the markets
     */
    AlertRules(AlertSink alerts, List<String> venues, List<Instrument> instruments) {
        this.alerts = alerts;
        this.venues = List.copyOf(venues);
        this.instruments = instruments;
    }

    void onRecord(Message message) {
        switch (message.kind()) {
            case NOTICE -> onNotice((Notice) message);
            case OPERATOR_REQUEST -> onOperator((OperatorRequest) message);
            case SESSION_STOPPED -> onStopped((SessionStopped) message);
            case CONNECTION_CHANGED -> onConnection((ConnectionChanged) message);
            case RATE_LIMITED -> {
                if (((RateLimited) message).banned) {
                    alerts.raise(
                            Severity.CRITICAL,
                            "banned",
                            venue((RateLimited) message) + "the venue takes no requests from here for a while");
                }
            }
            case CLOCK_ADJUSTED ->
                alerts.raise(
                        Severity.WARNING,
                        "clock-adjusted",
                        "the system clock was stepped by " + ((ClockAdjusted) message).stepNanos / 1_000_000 + " ms");
            default -> {
                // Nothing an operator is woken for.
            }
        }
    }

    private void onNotice(Notice notice) {
        switch (notice.code) {
            case DELISTING, MARKET_LEFT, MARKET_GONE, VENUE_RESET ->
                alerts.raise(Severity.CRITICAL, word(notice), words(notice));
            case MARKET_RESUMED, QUOTES_BACK -> alerts.raise(Severity.INFO, word(notice), words(notice));
            case OVERFILL, INVARIANT, LIQUIDATED -> alerts.raise(Severity.CRITICAL, word(notice), words(notice));
            case SWITCH_NOT_ARMED,
                    BALANCE_DIFFERENCE,
                    BALANCE_ADOPTED,
                    ORDER_DIFFERENCE,
                    ORDER_ALIVE,
                    FOREIGN_ORDER,
                    FOREIGN_TRADE,
                    UNKNOWN_ORDER,
                    MARKET_HALTED,
                    RULES_CHANGED,
                    BOOK_STALE,
                    BOOK_CROSSED -> alerts.raise(Severity.WARNING, word(notice), words(notice));
            case BREAKER_TRIPPED ->
                alerts.raise(
                        losesMoney(notice) ? Severity.CRITICAL : Severity.WARNING,
                        word(notice) + '-' + notice.text,
                        words(notice));
            case BREAKER_STILL_TRIPPED ->
                alerts.raise(Severity.CRITICAL, word(notice) + '-' + notice.text, words(notice) + ": resume it");
            case BREAKER_RESUMED -> alerts.raise(Severity.INFO, word(notice) + '-' + notice.text, words(notice));
            default -> {
                // Told in the journal.
            }
        }
    }

    private static boolean losesMoney(Notice notice) {
        return notice.text.endsWith(BreakerKind.DAY_LOSS.text()) || notice.text.endsWith(BreakerKind.DRAWDOWN.text());
    }

    private static String word(Notice notice) {
        return notice.code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String words(Notice notice) {
        String market = notice.market < 0
                ? venue(notice)
                : instruments.get(notice.market).symbol() + ": ";
        return market + word(notice).replace('-', ' ') + (notice.orderId == 0 ? "" : ", order " + notice.orderId)
                + ", values " + notice.first + " and " + notice.second
                + (notice.text.isEmpty() ? "" : ", " + notice.text) + ", record " + notice.sequence;
    }

    /** With one venue there is nothing to tell apart. */
    private String venue(VenueMessage message) {
        return venues.size() > 1 && message.venue >= 0 ? venues.get(message.venue) + ": " : "";
    }

    private void onOperator(OperatorRequest request) {
        boolean stops = request.action == OperatorAction.HALT || request.action == OperatorAction.FLATTEN;
        alerts.raise(
                stops ? Severity.CRITICAL : Severity.INFO,
                request.action.name().toLowerCase(Locale.ROOT),
                (stops ? "quoting is halted: " : "an operator asked: ") + request.text);
    }

    private void onStopped(SessionStopped stopped) {
        boolean clean = stopped.reason == StopReason.REQUESTED || stopped.reason == StopReason.END_OF_DATA;
        boolean again = stopped.reason == StopReason.RULES_CHANGED;
        alerts.raise(
                clean ? Severity.INFO : again ? Severity.WARNING : Severity.CRITICAL,
                "session-ended",
                "the session ended as " + stopped.reason + " with " + stopped.openOrders + " orders open"
                        + (stopped.text.isEmpty() ? "" : ": " + stopped.text));
    }

    private void onConnection(ConnectionChanged change) {
        if (!change.up) {
            alerts.raise(
                    Severity.WARNING,
                    "disconnected",
                    venue(change)
                            + change.channel.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " is lost: "
                            + change.text);
        }
    }

    /** The journal cannot be written, or the engine broke. */
    void failed(String text) {
        alerts.raise(Severity.CRITICAL, "failed", text + ": only cancels leave from here");
    }
}

package dev.flowmaker.report;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.engine.Notice;
import dev.flowmaker.core.engine.NoticeCode;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ClockAdjusted;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.RateLimited;
import dev.flowmaker.core.event.RequestFailed;
import dev.flowmaker.core.event.RequestNotSent;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStopped;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.risk.BreakerKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something a reader of the timeline wants to see.
 *
 * @param level how bad it is
 * @param lane which line of the timeline it is on
 * @param what a few words, the same for all of its sort
 * @param detail what else there is to say; may be empty
 */
record Happening(long sequence, long timeNanos, int market, Level level, Lane lane, String what, String detail) {
    /** How bad. */
    enum Level {
        INFO,
        WARNING,
        CRITICAL
    }

    /** Lines of the timeline. */
    enum Lane {
        RISK,
        BOOK,
        VENUE,
        ORDERS,
        OPERATOR,
        SESSION
    }

    /** What this message has to tell; null for nothing. */
    static @Nullable Happening of(Message message) {
        return switch (message.kind()) {
            case NOTICE -> of((Notice) message);
            case BOOK_UPDATE -> of((BookUpdate) message);
            case CONNECTION_CHANGED -> of((ConnectionChanged) message);
            case RATE_LIMITED -> {
                boolean banned = ((RateLimited) message).banned;
                yield of(
                        message,
                        banned ? Level.CRITICAL : Level.WARNING,
                        Lane.VENUE,
                        banned ? "banned" : "rate limited",
                        "");
            }
            case OPERATOR_REQUEST -> {
                OperatorRequest request = (OperatorRequest) message;
                yield of(
                        message,
                        Level.WARNING,
                        Lane.OPERATOR,
                        word(request.action),
                        (request.text + " " + request.parameters).strip());
            }
            case REQUEST_FAILED -> {
                RequestFailed failed = (RequestFailed) message;
                yield of(
                        message,
                        Level.INFO,
                        Lane.ORDERS,
                        word(failed.request) + " refused: " + word(failed.reason),
                        failed.text);
            }
            case REQUEST_UNKNOWN ->
                of(
                        message,
                        Level.WARNING,
                        Lane.ORDERS,
                        word(((RequestUnknown) message).request) + " without an answer",
                        "");
            case REQUEST_NOT_SENT ->
                of(
                        message,
                        Level.WARNING,
                        Lane.ORDERS,
                        word(((RequestNotSent) message).request) + " not sent: "
                                + word(((RequestNotSent) message).reason),
                        "");
            case ORDER_REJECTED -> {
                OrderRejected rejected = (OrderRejected) message;
                yield of(message, Level.INFO, Lane.ORDERS, "order rejected: " + word(rejected.reason), rejected.text);
            }
            case CLOCK_ADJUSTED ->
                of(
                        message,
                        Level.WARNING,
                        Lane.SESSION,
                        "clock adjusted",
                        "by " + ((ClockAdjusted) message).stepNanos / 1_000_000 + " ms");
            case SESSION_STOPPED -> {
                SessionStopped stopped = (SessionStopped) message;
                boolean clean = stopped.reason == StopReason.REQUESTED || stopped.reason == StopReason.END_OF_DATA;
                boolean again = stopped.reason == StopReason.RULES_CHANGED;
                yield of(
                        message,
                        clean ? Level.INFO : again ? Level.WARNING : Level.CRITICAL,
                        Lane.SESSION,
                        "session ended: " + word(stopped.reason),
                        stopped.openOrders + " orders open" + (stopped.text.isEmpty() ? "" : "; " + stopped.text));
            }
            default -> null;
        };
    }

    private static @Nullable Happening of(BookUpdate update) {
        return switch (update.reset) {
            case NONE -> null;
            case SNAPSHOT, DEPTH, REPLACED ->
                of(update, Level.INFO, Lane.BOOK, "book begun: " + word(update.reset), "");
            case RESYNC, RECONNECT ->
                of(
                        update,
                        Level.WARNING,
                        Lane.BOOK,
                        update.reset == ResetReason.RESYNC ? "book re-synced" : "book begun after a reconnection",
                        "");
        };
    }

    private static Happening of(ConnectionChanged change) {
        return of(
                change,
                change.up ? Level.INFO : Level.WARNING,
                Lane.VENUE,
                word(change.channel) + (change.up ? " connected" : " lost"),
                change.text);
    }

    private static Happening of(Notice notice) {
        Lane lane = switch (notice.code) {
            case BREAKER_TRIPPED, BREAKER_RESUMED, BREAKER_STILL_TRIPPED, OVERFILL, INVARIANT, FLATTENED, LIQUIDATED ->
                Lane.RISK;
            case BOOK_RESET, BOOK_CROSSED, BOOK_STALE, OWN_FLOW_WITHDRAWN, SIGNAL_DRIFT, TOUCH_SILENT, TOUCH_BACK ->
                Lane.BOOK;
            case SWITCH_NOT_ARMED,
                    BALANCE_DIFFERENCE,
                    BALANCE_ADOPTED,
                    RECONCILED,
                    FOREIGN_TRADE,
                    MARKET_HALTED,
                    MARKET_RESUMED,
                    RULES_CHANGED,
                    DELISTING,
                    MARKET_LEFT,
                    MARKET_GONE,
                    VENUE_RESET,
                    QUOTES_BACK -> Lane.VENUE;
            case OPERATOR_REFUSED -> Lane.OPERATOR;
            case RECOVERED -> Lane.SESSION;
            default -> Lane.ORDERS;
        };
        String what = word(notice.code)
                + (lane == Lane.RISK || lane == Lane.VENUE || notice.code == NoticeCode.SIGNAL_DRIFT
                        ? " " + notice.text
                        : "");
        String detail = (notice.orderId == 0 ? "" : "order " + notice.orderId + ", ") + "values " + notice.first
                + " and " + notice.second;
        return of(notice, level(notice), lane, what.strip(), detail);
    }

    /** As the daemon's alerts see it. */
    private static Level level(Notice notice) {
        return switch (notice.code) {
            case OVERFILL, INVARIANT, LIQUIDATED, BREAKER_STILL_TRIPPED -> Level.CRITICAL;
            case BREAKER_TRIPPED ->
                notice.text.endsWith(BreakerKind.DAY_LOSS.text()) || notice.text.endsWith(BreakerKind.DRAWDOWN.text())
                        ? Level.CRITICAL
                        : Level.WARNING;
            case DELISTING, MARKET_LEFT, MARKET_GONE, VENUE_RESET -> Level.CRITICAL;
            case SWITCH_NOT_ARMED,
                    MARKET_HALTED,
                    RULES_CHANGED,
                    BALANCE_DIFFERENCE,
                    BALANCE_ADOPTED,
                    ORDER_DIFFERENCE,
                    ORDER_ALIVE,
                    FOREIGN_ORDER,
                    FOREIGN_TRADE,
                    UNKNOWN_ORDER,
                    BOOK_STALE,
                    BOOK_CROSSED -> Level.WARNING;
            default -> Level.INFO;
        };
    }

    private static Happening of(Message message, Level level, Lane lane, String what, String detail) {
        return new Happening(message.sequence, message.timeNanos, message.market, level, lane, what, detail);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

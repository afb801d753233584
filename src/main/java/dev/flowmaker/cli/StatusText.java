package dev.flowmaker.cli;

import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.journal.live.LiveState;
import dev.flowmaker.journal.live.Pulse;
import dev.flowmaker.journal.live.SessionView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A live state in lines of text. */
final class StatusText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final int TICK_DIGITS = 6;

    private StatusText() {}

    /** One line: who it is, and whether it lives. */
    static String head(LiveState state, Pulse.Sign sign, double heartbeatSeconds, long nowNanos) {
        LiveState.Daemon d = state.daemon();
        String who =
                d.name() + " on " + d.venue() + " (" + d.mode() + "), session " + d.epoch() + ", process " + d.pid();
        return who
                + switch (sign) {
                    case BEATS ->
                        ", up " + length(nowNanos - d.startedNanos())
                                + String.format(Locale.ROOT, ", heartbeat %.1f s ago", heartbeatSeconds);
                    case FROZEN ->
                        String.format(
                                Locale.ROOT,
                                ": FROZEN, no heartbeat for %.0f s though its process is there; its orders may be"
                                        + " open: see `guard`, and `kill -9 %d` when it stays so",
                                heartbeatSeconds,
                                d.pid());
                    case GONE ->
                        ": GONE without a clean end, last heartbeat " + time(d.beatNanos())
                                + "; its orders may be open: start it again, or cancel them at the venue";
                    case ENDED -> ": not running, ended " + time(d.beatNanos()) + " as " + d.ended();
                };
    }

    /** Everything else, whether it lives or did. */
    static List<String> body(LiveState state) {
        SessionView v = state.view();
        List<String> lines = new ArrayList<>();
        for (SessionView.Market market : v.markets()) {
            lines.add("");
            lines.addAll(SessionText.market(market));
            lines.add(" fair      " + fair(market) + ", decision " + market.decisionSequence()
                    + (market.obstacle() == null ? "" : ", not quoted: " + word(market.obstacle())));
        }
        lines.add("");
        lines.add(" state     " + SessionText.state(v) + (v.reconciled() ? "" : ", not reconciled"));
        lines.addAll(BreakerText.lines(v));
        for (SessionView.Venue venue : v.venues()) {
            String name = v.venues().size() > 1 ? venue.name() + ": " : "";
            lines.add(" venue     " + name + connections(venue.up()) + others(v, venue));
        }
        lines.add(" requests  " + v.places() + " placed, " + v.cancels() + " canceled, " + v.openOrders() + " open;"
                + " waiting: " + v.outbox().cancels() + " cancels, "
                + v.outbox().places() + " placements, "
                + v.outbox().queries() + " queries; " + v.outbox().underWay() + " under way");
        lines.add(" inbox     " + v.inboxBytes() + " bytes wait, " + v.droppedMarketData() + " market events dropped");
        lines.add(String.format(
                Locale.ROOT,
                " journal   record %,d, %,d this session, %,d MB free",
                v.sequence(),
                v.records(),
                state.daemon().freeBytes() / 1_000_000));
        for (LiveState.Alert alert : state.daemon().alerts()) {
            lines.add(" alert     " + time(alert.timeNanos()) + " " + alert.severity() + " " + alert.code() + ": "
                    + alert.text() + (alert.suppressed() == 0 ? "" : " (and " + alert.suppressed() + " like it)"));
        }
        return lines;
    }

    /** What one of several venues has of its own. */
    private static String others(SessionView v, SessionView.Venue venue) {
        if (v.venues().size() == 1) {
            return "";
        }
        String limited = venue.limitedUntilNanos() > v.timeNanos()
                ? ", wants no orders until " + time(venue.limitedUntilNanos())
                : "";
        return (venue.reconciled() ? "" : ", not reconciled") + limited + ", " + venue.openOrders() + " open";
    }

    private static String connections(List<Channel> up) {
        List<String> words = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            words.add(word(channel) + (up.contains(channel) ? " up" : " DOWN"));
        }
        return String.join(", ", words);
    }

    private static String fair(SessionView.Market market) {
        String exact = StatusJson.fair(market);
        Instrument instrument = market.instrument();
        // One digit beyond the tick is enough for the eye.
        return exact == null
                ? "–"
                : exact.substring(0, exact.length() - (TICK_DIGITS - 1)) + " "
                        + instrument.quote().code();
    }

    static String time(long nanos) {
        return TIME.format(Instant.ofEpochSecond(0, nanos));
    }

    private static String length(long nanos) {
        long seconds = Math.max(0, nanos / 1_000_000_000L);
        return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

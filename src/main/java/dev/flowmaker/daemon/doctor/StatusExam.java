package dev.flowmaker.daemon.doctor;

import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.core.event.TradingStatus;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.VenueException;
import java.time.Instant;
import java.util.Locale;

/** Whether a market trades now, and until when. */
final class StatusExam {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private StatusExam() {}

    static Finding of(Gateway gateway, Instrument instrument) {
        String what = instrument.symbol() + " status";
        MarketStatus status;
        try {
            status = gateway.status(instrument.market());
        } catch (VenueException notTold) {
            return Finding.warning(
                    what,
                    String.valueOf(notTold.getMessage()),
                    "a halt or other rules are noticed by what the venue refuses");
        }
        if (status.endsNanos != 0) {
            return Finding.warning(
                    what,
                    "the venue ends this market at " + Instant.ofEpochSecond(status.endsNanos / NANOS_PER_SECOND),
                    "it is left before that, as policies say; take it out of the configuration");
        }
        if (status.status != TradingStatus.TRADING) {
            String word = status.status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return Finding.warning(
                    what,
                    word + (status.text.isEmpty() ? "" : " (" + status.text + ")"),
                    "a daemon started now waits until it trades");
        }
        return Finding.fine(what, "trading");
    }
}

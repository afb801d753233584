package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TradingStatus;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.Inbox;
import java.util.List;
import java.util.Locale;
import si.mazi.rescu.HttpStatusException;

/** Whether the whole venue says that it is under maintenance, and the events that say so: one a market for each change. */
final class Maintenance {
    private static final int UNAVAILABLE = 503;
    /** Binance's -1016, Kraken's, BitMEX's and everybody's. */
    private static final List<String> WORDS =
            List.of("maintenance", "service is no longer available", "eservice:unavailable", "service unavailable");

    private static final int DEEPEST_CAUSE = 8;

    private final List<Instrument> instruments;
    private final Inbox inbox;
    private boolean underWay;

    Maintenance(List<Instrument> instruments, Inbox inbox) {
        this.instruments = instruments;
        this.inbox = inbox;
    }

    /** Whether these are a venue's words for it. */
    static boolean says(String text) {
        String words = text.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(words::contains);
    }

    /** Whether a request that costs nothing was answered with 503: the venue serves nobody. */
    static boolean unavailable(Throwable trouble) {
        Throwable cause = trouble;
        for (int i = 0; cause != null && i < DEEPEST_CAUSE; i++) {
            if (cause instanceof HttpStatusException answer && answer.getHttpStatusCode() == UNAVAILABLE) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    synchronized void begun(String text) {
        if (!underWay) {
            underWay = true;
            tell(TradingStatus.MAINTENANCE, text);
        }
    }

    synchronized void over() {
        if (underWay) {
            underWay = false;
            tell(TradingStatus.TRADING, "requests are answered again");
        }
    }

    private void tell(TradingStatus status, String text) {
        for (Instrument instrument : instruments) {
            MarketStatus event = new MarketStatus();
            event.market = instrument.market();
            event.status = status;
            event.source = Source.STREAM;
            event.text = text;
            inbox.offer(event);
        }
    }
}

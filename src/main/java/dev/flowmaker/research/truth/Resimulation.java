package dev.flowmaker.research.truth;

import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.DeafListener;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.research.market.SyntheticTape;
import java.nio.file.Path;
import java.util.List;

/** The same orders at the same times, laid over a tape. */
final class Resimulation {
    private Resimulation() {}

    /** What a fill model says became of the orders, in their order. */
    static List<Outcome> run(Path tape, Instrument instrument, FillModel fills, List<Errand> errands) {
        Courier courier = new Courier(new DeafListener());
        MarketSetup market = new MarketSetup(instrument, new MarketSource.Tape(List.of(tape)), fills);
        long start =
                errands.isEmpty() ? SyntheticTape.START_NANOS : errands.get(0).placeNanos();
        try (Exchange exchange = new Exchange(TrueSession.settings(instrument, market, millis(start)), courier)) {
            for (Errand errand : errands) {
                courier.place(exchange, errand);
            }
            courier.cancelUntil(exchange, Long.MAX_VALUE - 1);
        }
        return courier.outcomes();
    }

    private static long millis(long nanos) {
        return nanos - nanos % 1_000_000;
    }
}

package dev.flowmaker.research.truth;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.AccountSetup;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.synthetic.RandomStream;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.research.market.SyntheticTape;
import dev.flowmaker.research.market.TapeRecorder;
import java.util.List;

/**
 * Orders in a market where everybody's place in the queue is known, and a tape of what an outsider sees of it meanwhile.
 *
 * @param errands what was sent
 * @param outcomes what became of it, by price and time
 * @param mids of the others' orders
 */
record TrueSession(List<Errand> errands, List<Outcome> outcomes, MidGrid mids) {
    /** How long a probe stands unless it is filled. */
    static final long LIFE_NANOS = 10_000_000_000L;

    private static final long PROBE_GAP_NANOS = 400_000_000;
    private static final long PROBE_LOTS = 100;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long RICH = 1L << 60;

    /** Where a probe goes. */
    enum Place {
        /** Joins the best price. */
        TOUCH("at the best price"),
        /** Alone, some ticks behind the best price. */
        BEHIND("3 ticks behind it"),
        /** Joins the next price somebody quotes. */
        SECOND("at the second price");

        final String text;

        Place(String text) {
            this.text = text;
        }
    }

    private static final long BEHIND_TICKS = 3;
    private static final long LONGEST_MARKOUT_NANOS = 10_000_000_000L;
    private static final int PROBE_STREAM = 1_000;

    /**
     * Runs it.
     *
     * @param journal takes the tape
     */
    static TrueSession run(MarketSource source, long seed, long seconds, Journal journal) {
        Instrument instrument = SyntheticTape.bitcoin();
        TapeRecorder recorder = new TapeRecorder(journal, true);
        Courier courier = new Courier(recorder);
        long start = SyntheticTape.START_NANOS;
        ExchangeSettings settings = settings(instrument, source);
        MidGrid mids = new MidGrid(start);
        journal.append(SyntheticTape.started(instrument, "truth"));
        RandomStream random = new RandomStream(seed, PROBE_STREAM);
        try (Exchange exchange = new Exchange(settings, courier)) {
            recorder.begin(exchange, start);
            long end = start + seconds * NANOS_PER_SECOND;
            long frame = start + MidGrid.STEP_NANOS;
            long probe = start + PROBE_GAP_NANOS;
            mids.add(recorder.mid());
            while (frame <= end) {
                long next = Math.min(
                        Math.min(exchange.nextEventNanos(), courier.nextCancelNanos()), Math.min(frame, probe));
                exchange.advanceTo(next);
                courier.cancelUntil(exchange, next);
                if (next == probe) {
                    Errand errand = probe(recorder, random, probe);
                    if (probe + LIFE_NANOS + LONGEST_MARKOUT_NANOS < end) {
                        courier.place(exchange, errand);
                    }
                    probe += 1 + (long) random.nextExponential(PROBE_GAP_NANOS);
                }
                if (next == frame) {
                    recorder.frame(frame);
                    mids.add(recorder.mid());
                    frame += MidGrid.STEP_NANOS;
                } else {
                    recorder.settle(next);
                }
            }
        }
        return new TrueSession(courier.errands(), courier.outcomes(), mids);
    }

    /** The same market as nobody disturbed it, as a tape; returns its mids. */
    static MidGrid undisturbed(MarketSource source, long seconds, Journal journal) {
        Instrument instrument = SyntheticTape.bitcoin();
        TapeRecorder recorder = new TapeRecorder(journal, true);
        long start = SyntheticTape.START_NANOS;
        MidGrid mids = new MidGrid(start);
        journal.append(SyntheticTape.started(instrument, "undisturbed"));
        try (Exchange exchange = new Exchange(settings(instrument, source), recorder)) {
            recorder.begin(exchange, start);
            mids.add(recorder.mid());
            long end = start + seconds * NANOS_PER_SECOND;
            for (long frame = start + MidGrid.STEP_NANOS; frame <= end; ) {
                long next = Math.min(exchange.nextEventNanos(), frame);
                exchange.advanceTo(next);
                if (next == frame) {
                    recorder.frame(frame);
                    mids.add(recorder.mid());
                    frame += MidGrid.STEP_NANOS;
                } else {
                    recorder.settle(next);
                }
            }
        }
        return mids;
    }

    static ExchangeSettings settings(Instrument instrument, MarketSource source) {
        return settings(instrument, new MarketSetup(instrument, source), SyntheticTape.START_NANOS);
    }

    static ExchangeSettings settings(Instrument instrument, MarketSetup market, long startNanos) {
        return ExchangeSettings.of(
                startNanos,
                List.of(instrument.base(), instrument.quote()),
                List.of(market),
                List.of(new AccountSetup("prober", List.of(RICH, RICH))));
    }

    private static Errand probe(TapeRecorder others, RandomStream random, long nowNanos) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        Place place = Place.values()[random.nextInt(Place.values().length)];
        long price = switch (place) {
            case TOUCH -> others.ticks(side, 0);
            case BEHIND -> others.ticks(side, 0) - side.sign() * BEHIND_TICKS;
            case SECOND -> others.ticks(side, 1);
        };
        return new Errand(place.text, side, price, PROBE_LOTS, nowNanos, nowNanos + LIFE_NANOS);
    }
}

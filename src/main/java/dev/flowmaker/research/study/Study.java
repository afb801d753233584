package dev.flowmaker.research.study;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.SessionStarted.InstrumentRow;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.core.signal.MultiLevelFlow;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.Records;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The order-flow study of a tape, by bin length.
 *
 * @param ownUncertain levels in which the session's own orders could not be told from others'
 * @param microPrice null when the states do not determine one
 */
public record Study(
        InstrumentRow instrument,
        long firstNanos,
        long lastNanos,
        long states,
        long dropped,
        long resets,
        long trades,
        long ownUncertain,
        List<BinTable> tables,
        List<BinStudy> bins,
        @Nullable MicroPriceFit microPrice) {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long FINEST_STEP_MILLIS = 100;

    /**
     * What to study.
     *
     * @param market symbol; null when the tape has only one
     * @param levels ranks to follow, at least 1
     */
    public record Options(@Nullable String market, List<Long> binMillis, int levels) {
        public Options {
            binMillis = List.copyOf(binMillis);
            if (levels < 1 || binMillis.isEmpty() || binMillis.stream().anyMatch(millis -> millis < 1)) {
                throw new StudyException("bins must be at least 1ms long and levels at least 1");
            }
        }
    }

    /**
     * Studies the tape, or any journal, in this folder.
     *
     * @param progress told how many records were read
     */
    public static Study of(Path tape, Options options, LongConsumer progress) {
        return of(() -> JournalReader.open(tape), options, progress);
    }

    static Study of(Supplier<Records> tape, Options options, LongConsumer progress) {
        MidSeries mids = new MidSeries(step(options.binMillis) * NANOS_PER_MILLI);
        MicroPriceEstimator all = new MicroPriceEstimator();
        List<BinBuilder> builders = new ArrayList<>();
        for (long millis : options.binMillis) {
            builders.add(new BinBuilder(millis * NANOS_PER_MILLI, options.levels));
        }
        TapeScan scan = new TapeScan(options.market, options.levels, List.of(new Bins(builders, mids), all));
        scan.onProgress(progress);
        try (Records records = tape.get()) {
            scan.read(records);
        }
        List<BinTable> tables = builders.stream().map(BinBuilder::finish).toList();
        if (tables.stream().allMatch(table -> table.bins() == 0)) {
            throw new StudyException("the tape holds no whole bin of " + options.binMillis.get(0)
                    + " ms; choose shorter bins or a longer tape");
        }
        int spreads = all.usualSpreads();
        MicroPriceEstimator firstHalf = firstHalf(tape, options, tables);
        MicroPriceFit past = firstHalf == null ? null : MicroPriceFit.of(firstHalf, spreads);
        double lot = Double.parseDouble(scan.instrument().lot().toString());
        List<BinStudy> bins = new ArrayList<>();
        for (BinTable table : tables) {
            bins.add(BinStudy.of(table, lot, mids, past));
        }
        return new Study(
                scan.instrument(),
                scan.firstNanos(),
                scan.lastNanos(),
                scan.states(),
                scan.dropped(),
                scan.resets(),
                scan.trades(),
                scan.uncertain(),
                tables,
                bins,
                MicroPriceFit.of(all, spreads));
    }

    /** A second reading: what is to predict the second half may only know the first. */
    private static @Nullable MicroPriceEstimator firstHalf(
            Supplier<Records> tape, Options options, List<BinTable> tables) {
        OptionalLong split = tables.stream()
                .mapToLong(Samples::splitNanos)
                .filter(nanos -> nanos > 0)
                .min();
        if (split.isEmpty()) {
            return null;
        }
        MicroPriceEstimator past = new MicroPriceEstimator();
        TapeScan scan = new TapeScan(options.market, 1, List.of(past));
        scan.stopAfter(split.getAsLong());
        try (Records records = tape.get()) {
            scan.read(records);
        }
        return past;
    }

    /** The longest step that every bin and the shortest horizon is a multiple of. */
    private static long step(List<Long> binMillis) {
        BigInteger step = BigInteger.valueOf(FINEST_STEP_MILLIS);
        for (long millis : binMillis) {
            step = step.gcd(BigInteger.valueOf(millis));
        }
        return step.longValueExact();
    }

    private record Bins(List<BinBuilder> builders, MidSeries mids) implements TapeScan.Listener {
        @Override
        public void state(long timeNanos, OrderBook book, MultiLevelFlow flow, boolean emitted) {
            for (int i = 0; i < builders.size(); i++) {
                builders.get(i).state(timeNanos, book, flow, emitted);
            }
            mids.state(timeNanos, book.bestTicks(Side.BUY) + book.bestTicks(Side.SELL));
        }

        @Override
        public void trade(long timeNanos, Side aggressor, long priceTicks, long lots) {
            for (int i = 0; i < builders.size(); i++) {
                builders.get(i).trade(timeNanos, aggressor.sign() * lots);
            }
        }
    }
}

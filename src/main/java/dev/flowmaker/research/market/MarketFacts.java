package dev.flowmaker.research.market;

import dev.flowmaker.core.event.SessionStarted.InstrumentRow;
import dev.flowmaker.journal.Records;
import dev.flowmaker.research.study.TapeScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A market's stylised facts over a span of a tape.
 *
 * @param values by statistic, at each of its places; NaN where the span is too short for it
 */
public record MarketFacts(
        InstrumentRow instrument, long firstNanos, long lastNanos, long takers, Map<Statistic, List<Double>> values) {

    /**
     * Measures the records from one time to another.
     *
     * @param market symbol; null when the tape has only one
     * @throws dev.flowmaker.research.study.StudyException when there is no book to measure
     */
    public static MarketFacts of(Records records, @Nullable String market, long fromNanos, long untilNanos) {
        MarketScan scan = new MarketScan(fromNanos, untilNanos);
        TapeScan tape = new TapeScan(market, 1, List.of(scan));
        tape.read(records);
        scan.finish();
        double lot = Double.parseDouble(tape.instrument().lot().toString());
        Map<Statistic, List<Double>> values = new TreeMap<>();
        for (Statistic statistic : Statistic.values()) {
            List<Double> at = new ArrayList<>();
            for (double place : statistic.places()) {
                at.add(scan.seconds() == 0 ? Double.NaN : value(scan, lot, statistic, place));
            }
            values.put(statistic, at);
        }
        return new MarketFacts(
                tape.instrument(),
                scan.firstNanos(),
                scan.lastNanos(),
                scan.signs().size(),
                values);
    }

    /** One figure; NaN when it could not be measured. */
    public double value(Statistic statistic, int place) {
        return values.getOrDefault(statistic, List.of()).get(place);
    }

    public double seconds() {
        return (lastNanos - firstNanos) / 1e9;
    }

    private static double value(MarketScan scan, double lot, Statistic statistic, double place) {
        ShapeMeter shape = scan.shape();
        return switch (statistic) {
            case SPREAD -> shape.meanSpread();
            case SPREAD_SHARE -> shape.shareOfSpreads(place);
            case DEPTH -> lot * shape.depth((int) place);
            case REACH -> shape.reach((int) place);
            case CHANGE_RATE -> shape.changesPerSecond();
            case ORDER_SIZE -> lot * shape.addedLots().quantile(place);
            case ORDER_TAIL -> shape.addedLots().tailExponent(place);
            case TAKER_RATE -> scan.signs().size() / scan.seconds();
            case TAKER_SIZE -> lot * scan.takerLots().quantile(place);
            case TAKER_TAIL -> scan.takerLots().tailExponent(place);
            case FANO -> fano(scan, place);
            case BRANCHING -> 1 - 1 / Math.sqrt(Math.max(1, fano(scan, place)));
            case COUNT_ACF -> scan.takers().sums(steps(1)).autocorrelation((int) place);
            case SIGN_ACF -> scan.signs().autocorrelation((int) place);
            case OFI_SLOPE -> regression(scan, place).slope() / lot;
            case OFI_R2 -> regression(scan, place).r2();
            case VOLATILITY -> volatility(scan.mid(), place);
        };
    }

    private static int steps(double seconds) {
        return (int) Math.rint(seconds / MarketScan.STEP_SECONDS);
    }

    private static double fano(MarketScan scan, double seconds) {
        Doubles counts = scan.takers().sums(steps(seconds));
        return counts.size() < 20 ? Double.NaN : counts.variance() / counts.mean();
    }

    /** Changes of the mid on best-level flow, lots, in bins that end at multiples of their length. */
    private static Line regression(MarketScan scan, double seconds) {
        int each = steps(seconds);
        Line line = new Line();
        long firstStep = Math.floorDiv(scan.firstNanos() - 1, 100_000_000L) + 1;
        int begin = Math.toIntExact(Math.floorMod(-firstStep, (long) each));
        Doubles mid = scan.mid();
        for (int i = begin; i + each < mid.size(); i += each) {
            double flow = 0;
            for (int j = i + 1; j <= i + each; j++) {
                flow += scan.flowLots().get(j);
            }
            line.add(flow, mid.get(i + each) - mid.get(i));
        }
        return line;
    }

    private static double volatility(Doubles mid, double seconds) {
        int each = steps(seconds);
        if (mid.size() < 5 * each) {
            return Double.NaN;
        }
        double squares = 0;
        for (int i = each; i < mid.size(); i++) {
            double change = mid.get(i) - mid.get(i - each);
            squares += change * change;
        }
        return Math.sqrt(squares / (mid.size() - each) / seconds);
    }
}

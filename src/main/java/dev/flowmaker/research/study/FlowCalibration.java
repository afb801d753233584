package dev.flowmaker.research.study;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.core.signal.FlowImbalance;
import dev.flowmaker.core.signal.FlowSettings;
import dev.flowmaker.core.signal.MultiLevelFlow;
import java.util.Arrays;

/**
 * The engine's own signal, decayed best-level flow over decayed depth, sampled once a second with the mid's change over
 * the second after it. A sample counts when no gap lies in it.
 */
final class FlowCalibration implements TapeScan.Listener {
    private static final long SAMPLE_NANOS = 1_000_000_000;

    private final FlowImbalance signal;
    private double[] signals = new double[1024];
    private double[] changes = new double[1024];
    private int count;
    private boolean begun;
    private long nextNanos;
    private boolean open;
    private double openSignal;
    private long openMid2;
    private long mid2;

    /**
     * As the engine would have it.
     *
     * @param settings half-lives; the weight is what is looked for
     */
    FlowCalibration(FlowSettings settings) {
        this.signal = new FlowImbalance(settings);
    }

    @Override
    public void state(long timeNanos, OrderBook book, MultiLevelFlow flow, boolean emitted) {
        if (!begun || !emitted) {
            begun = true;
            open = false;
            signal.reset();
            nextNanos = (Math.floorDiv(timeNanos - 1, SAMPLE_NANOS) + 1) * SAMPLE_NANOS;
        }
        while (timeNanos > nextNanos) {
            sample();
        }
        signal.add(timeNanos, emitted ? flow.flowLots(0) : 0, book.bestLots(Side.BUY), book.bestLots(Side.SELL));
        mid2 = book.bestTicks(Side.BUY) + book.bestTicks(Side.SELL);
    }

    private void sample() {
        if (open) {
            if (count == signals.length) {
                signals = Arrays.copyOf(signals, count * 2);
                changes = Arrays.copyOf(changes, count * 2);
            }
            signals[count] = openSignal;
            changes[count] = (mid2 - openMid2) / 2.0;
            count++;
        }
        open = true;
        openSignal = signal.valueAt(nextNanos);
        openMid2 = mid2;
        nextNanos += SAMPLE_NANOS;
    }

    @Override
    public void trade(long timeNanos, Side aggressor, long priceTicks, long lots) {}

    int samples() {
        return count;
    }

    double signal(int index) {
        return signals[index];
    }

    /** Change of the mid over the second after, ticks. */
    double change(int index) {
        return changes[index];
    }
}

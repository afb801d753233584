package dev.flowmaker.research.truth;

import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.synthetic.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How one fill model did on orders of one kind. */
public final class Verdict {
    private static final int RESAMPLES = 1_000;
    private static final long BOOTSTRAP_SEED = 1;
    private static final double TAIL = 0.025;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final FillModel model;
    private final String kind;
    private final List<Block> blocks;
    private final Block all = new Block();

    Verdict(FillModel model, String kind, List<Block> blocks) {
        this.model = model;
        this.kind = kind;
        this.blocks = List.copyOf(blocks);
        blocks.forEach(all::add);
    }

    /**
     * A figure with its confidence interval of 95 %, by drawing minutes anew.
     *
     * @param low NaN when there are too few orders
     */
    public record Figure(double value, double low, double high) {}

    private Figure figure(ToDoubleFunction<Block> of) {
        RandomStream random = new RandomStream(BOOTSTRAP_SEED, 0);
        double[] values = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            Block sum = new Block();
            for (int j = 0; j < blocks.size(); j++) {
                sum.add(blocks.get(random.nextInt(blocks.size())));
            }
            values[i] = of.applyAsDouble(sum);
        }
        Arrays.sort(values);
        return new Figure(
                of.applyAsDouble(all), values[(int) (TAIL * RESAMPLES)], values[(int) ((1 - TAIL) * RESAMPLES)]);
    }

    public FillModel model() {
        return model;
    }

    /** Where the orders went, in words. */
    public String kind() {
        return kind;
    }

    public long orders() {
        return (long) all.orders;
    }

    /** Share of the orders that filled. */
    public Figure rate() {
        return figure(Block::rate);
    }

    public Figure rateBias() {
        return figure(Block::rateBias);
    }

    /** Share of true fills that were not predicted. */
    public double missed() {
        return all.missed();
    }

    /** Share of predicted fills that never were. */
    public double invented() {
        return all.invented();
    }

    public Figure timeBias() {
        return figure(Block::timeBias);
    }

    public double timeError() {
        return all.timeError();
    }

    /** True markout after the horizon of that number, ticks. */
    public Figure markout(int horizon) {
        return figure(block -> block.markout(horizon));
    }

    public Figure markoutBias(int horizon) {
        return figure(block -> block.markoutBias(horizon));
    }

    /** A session's orders of one kind. */
    static List<Block> blocks(TrueSession truth, List<Outcome> predictions, MidGrid tapeMids, String kind) {
        List<Block> blocks = new ArrayList<>();
        long minute = Long.MIN_VALUE;
        for (int i = 0; i < truth.errands().size(); i++) {
            Errand errand = truth.errands().get(i);
            if (truth.outcomes().get(i).refused() || !errand.kind().equals(kind)) {
                continue;
            }
            if (blocks.isEmpty() || errand.placeNanos() / MINUTE_NANOS != minute) {
                minute = errand.placeNanos() / MINUTE_NANOS;
                blocks.add(new Block());
            }
            Outcome truly = truth.outcomes().get(i);
            blocks.get(blocks.size() - 1).add(errand, truly, predictions.get(i), truth.mids(), tapeMids);
        }
        return blocks;
    }
}

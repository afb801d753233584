package dev.flowmaker.research.ablation;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.research.ablation.AblationResult.Half;
import dev.flowmaker.research.ablation.AblationResult.Row;
import dev.flowmaker.research.ablation.BlockBootstrap.Interval;
import dev.flowmaker.research.ablation.Variant.Weights;
import dev.flowmaker.research.backtest.Backtest;
import dev.flowmaker.research.backtest.Stretches;
import dev.flowmaker.research.backtest.Stretches.Stretch;
import dev.flowmaker.research.sweep.TapeSpan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;

/**
 * One market's quotes without signals, with order flow, with trades too, and with all that the configuration uses, under
 * every fill model. The first half of the tape calibrates the quotes and the fixed weights; the second judges, traded by engines
 * that saw the first without trading.
 */
public final class Ablation {
    /** Of a block, at which others begin. */
    private static final int STEPS_A_BLOCK = 10;

    private static final long LONGEST_USUAL_NANOS = 300_000_000_000L;
    private static final int USUAL_BLOCKS = 10;
    private static final int FEWEST_BLOCKS = 4;
    private static final long FINEST_NANOS = 100_000_000;

    /**
     * What to run.
     *
     * @param configuration of one market
     * @param tape of that market
     * @param calibrate whether the first half decides the quotes' keys, and not the configuration
     * @param blockNanos length of the bootstrap's blocks; 0 for five minutes or a tenth of a half, whichever is less
     * @param draws of the bootstrap
     */
    public record Options(
            Configuration configuration,
            Path tape,
            List<FillModel> models,
            long makerFeePpb,
            long takerFeePpb,
            String version,
            boolean calibrate,
            long blockNanos,
            int draws,
            long seed) {
        public Options {
            models = List.copyOf(models);
        }
    }

    private final Options options;
    private final TapeSpan span;
    private final long stepNanos;
    private final int half;

    private Ablation(Options options) {
        this.options = options;
        span = TapeSpan.of(List.of(options.tape));
        long halfNanos = (span.untilNanos() - span.fromNanos()) / 2;
        long block =
                options.blockNanos > 0 ? options.blockNanos : Math.min(LONGEST_USUAL_NANOS, halfNanos / USUAL_BLOCKS);
        stepNanos = Math.max(FINEST_NANOS, block / STEPS_A_BLOCK / FINEST_NANOS * FINEST_NANOS);
        half = (int) (halfNanos / stepNanos);
        if (half < FEWEST_BLOCKS * STEPS_A_BLOCK) {
            throw new AblationException("half of the tape is not " + FEWEST_BLOCKS + " blocks of "
                    + stepNanos * STEPS_A_BLOCK / 1e9
                    + " s: nothing could be said of it; give a longer tape or a shorter"
                    + " --block");
        }
    }

    /**
     * Runs every variant under every model.
     *
     * @param progress told how many runs are done
     */
    public static AblationResult run(Options options, LongConsumer progress) {
        return new Ablation(options).run(progress);
    }

    private long cutNanos() {
        return span.fromNanos() + half * stepNanos;
    }

    private AblationResult run(LongConsumer progress) {
        DaemonSettings configured = options.configuration.daemon();
        if (configured.markets().size() != 1) {
            throw new AblationException("an ablation is of one market, and the configuration has "
                    + configured.markets().size() + ": give one file for each");
        }
        MarketSettings market = Backtest.market(backtest(configured, options.models.get(0), Half.SECOND));
        CalibratedSettings calibrated =
                new CalibratedSettings(() -> JournalReader.open(options.tape), market, cutNanos());
        Map<String, String> quotes = options.calibrate ? calibrated.quotes() : Map.of();
        Map<Variant, DaemonSettings> settings = new LinkedHashMap<>();
        for (Variant variant : variants(market.signals().use())) {
            Map<String, String> keys = new LinkedHashMap<>(quotes);
            keys.putAll(calibrated.signals(variant));
            settings.put(variant, options.configuration.with(keys).daemon());
        }
        List<Row> rows = new ArrayList<>();
        int done = 0;
        for (FillModel fills : options.models) {
            for (Half which : Half.values()) {
                Map<Variant, Stretches> runs = new LinkedHashMap<>();
                for (Map.Entry<Variant, DaemonSettings> each : settings.entrySet()) {
                    runs.put(each.getKey(), stretches(backtest(each.getValue(), fills, which), which));
                    progress.accept(++done);
                }
                rows.addAll(rows(fills, which, runs));
            }
        }
        return new AblationResult(
                market.instrument(),
                market.quote().model().kind().name(),
                span.fromNanos(),
                cutNanos(),
                span.untilNanos(),
                stepNanos * STEPS_A_BLOCK,
                (double) half / STEPS_A_BLOCK,
                options.draws,
                quotes,
                rows);
    }

    private static List<Variant> variants(List<SignalKind> all) {
        if (all.isEmpty() || all.contains(SignalKind.LEVEL_FLOW)) {
            throw new AblationException(
                    "signals.use must name signals other than levels, whose ranks have a weight each");
        }
        List<Variant> variants = new ArrayList<>();
        variants.add(new Variant("no signal", List.of(), Weights.NONE));
        for (Weights weights : List.of(Weights.FITTED, Weights.FIXED)) {
            variants.add(new Variant("OFI", List.of(SignalKind.ORDER_FLOW_IMBALANCE), weights));
            variants.add(new Variant(
                    "OFI and trades", List.of(SignalKind.ORDER_FLOW_IMBALANCE, SignalKind.TRADE_IMBALANCE), weights));
            variants.add(new Variant(Variant.FULL, all, weights));
        }
        variants.add(new Variant(Variant.FULL, all, Weights.REVERSED));
        return variants;
    }

    /** Through the second half an engine that saw the first, and held nothing. */
    private Stretches stretches(Backtest.Options run, Half which) {
        return Backtest.stretches(run, which == Half.FIRST ? span.fromNanos() : cutNanos(), stepNanos);
    }

    private Backtest.Options backtest(DaemonSettings settings, FillModel fills, Half which) {
        return new Backtest.Options(
                settings,
                List.of(options.tape),
                fills,
                options.makerFeePpb,
                options.takerFeePpb,
                options.version,
                new Backtest.Window(span.fromNanos(), which == Half.FIRST ? cutNanos() : span.untilNanos()));
    }

    private List<Row> rows(FillModel fills, Half which, Map<Variant, Stretches> runs) {
        Map<Variant, Drawn> drawn = new LinkedHashMap<>();
        runs.forEach((variant, stretches) -> drawn.put(variant, draw(stretches)));
        Drawn without = only(drawn, Weights.NONE);
        Drawn control = only(drawn, Weights.REVERSED);
        List<Row> rows = new ArrayList<>();
        drawn.forEach((variant, each) -> rows.add(row(which, variant, fills, each, without, control)));
        return rows;
    }

    private static Drawn only(Map<Variant, Drawn> drawn, Weights weights) {
        return drawn.entrySet().stream()
                .filter(each -> each.getKey().weights() == weights)
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private Drawn draw(Stretches stretches) {
        double[][] components = Figure.components(stretches.list());
        BlockBootstrap bootstrap =
                new BlockBootstrap(stretches.list().size(), STEPS_A_BLOCK, options.draws, options.seed);
        return new Drawn(
                stretches.list(),
                sums(components),
                bootstrap.sums(components),
                Math.pow(10, -stretches.instrument().quote().scale()),
                Math.pow(10, -stretches.instrument().base().scale()));
    }

    private static double[] sums(double[][] components) {
        double[] sums = new double[components.length];
        for (int i = 0; i < components.length; i++) {
            for (double value : components[i]) {
                sums[i] += value;
            }
        }
        return sums;
    }

    /** Sums as they were, and as they were drawn. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Drawn(List<Stretch> stretches, double[] sums, double[][] draws, double quoteUnit, double baseUnit) {
        double value(Figure figure) {
            return figure.of(sums, quoteUnit, baseUnit);
        }

        double[] of(Figure figure) {
            double[] values = new double[draws.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = figure.of(draws[i], quoteUnit, baseUnit);
            }
            return values;
        }

        /** Draw by draw between the same blocks. */
        Interval less(Drawn other, Figure figure) {
            double[] apart = of(figure);
            double[] others = other.of(figure);
            for (int i = 0; i < apart.length; i++) {
                apart[i] -= others[i];
            }
            return BlockBootstrap.interval(value(figure) - other.value(figure), apart);
        }
    }

    private static Row row(Half half, Variant variant, FillModel fills, Drawn with, Drawn without, Drawn control) {
        Map<Figure, Interval> figures = new EnumMap<>(Figure.class);
        Map<Figure, Interval> less = new EnumMap<>(Figure.class);
        Map<Figure, Interval> lessControl = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            figures.put(figure, BlockBootstrap.interval(with.value(figure), with.of(figure)));
            less.put(figure, with.less(without, figure));
            lessControl.put(figure, with.less(control, figure));
        }
        return new Row(
                half,
                variant,
                fills,
                total(with.stretches, Stretch::profitQuanta),
                total(with.stretches, Stretch::spreadQuanta),
                total(with.stretches, Stretch::inventoryQuanta),
                total(with.stretches, Stretch::feesQuanta),
                total(with.stretches, Stretch::fundingQuanta),
                figures,
                less,
                lessControl);
    }

    private static long total(List<Stretch> stretches, ToLongFunction<Stretch> of) {
        return stretches.stream().mapToLong(of).sum();
    }
}

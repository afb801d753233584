package dev.flowmaker.research.ablation;

import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.research.ablation.BlockBootstrap.Interval;
import java.util.List;
import java.util.Map;

/**
 * The same quotes with and without signals.
 *
 * @param fromNanos of the first half, whose end is {@code cutNanos}, where the second begins
 * @param blockNanos length of the blocks that were drawn
 * @param blocks so many fit into a half
 * @param calibrated keys that the first half decided, and their values
 */
public record AblationResult(
        Instrument instrument,
        String quoteModel,
        long fromNanos,
        long cutNanos,
        long untilNanos,
        long blockNanos,
        double blocks,
        int draws,
        Map<String, String> calibrated,
        List<Row> rows) {
    /** Which half a row is of. */
    public enum Half {
        /** What the quotes and the fixed weights were calibrated on. */
        FIRST("in sample"),
        /** What decided nothing. */
        SECOND("out of sample");

        private final String text;

        Half(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * One variant under one fill model in one half. Money in quanta is exact: spread + inventory − fees + funding is profit.
     *
     * @param less by figure, this less the quotes without signals, of the same blocks
     * @param lessControl by figure, this less the quotes with the weights reversed, of the same blocks
     */
    public record Row(
            Half half,
            Variant variant,
            FillModel fills,
            long profitQuanta,
            long spreadQuanta,
            long inventoryQuanta,
            long feesQuanta,
            long fundingQuanta,
            Map<Figure, Interval> figures,
            Map<Figure, Interval> less,
            Map<Figure, Interval> lessControl) {
        /** A figure of this row. */
        public Interval figure(Figure figure) {
            return get(figures, figure);
        }

        /** What it is beyond that of the quotes without signals. */
        public Interval less(Figure figure) {
            return get(less, figure);
        }

        /** What it is beyond that of the control, whose shifts foretell the opposite. */
        public Interval lessControl(Figure figure) {
            return get(lessControl, figure);
        }

        private static Interval get(Map<Figure, Interval> of, Figure figure) {
            Interval interval = of.get(figure);
            if (interval == null) {
                throw new IllegalStateException(figure + " was not computed");
            }
            return interval;
        }
    }

    /** Rows of a half. */
    public List<Row> of(Half half) {
        return rows.stream().filter(row -> row.half == half).toList();
    }

    /** The quote asset that money is in. */
    public String quote() {
        return instrument.quote().code();
    }
}

package dev.flowmaker.research.backtest;

import dev.flowmaker.core.engine.MarketMaker;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.virtual.VirtualSession;
import dev.flowmaker.replay.figures.MarketFigures;
import dev.flowmaker.replay.figures.Markout;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of each stretch of time of one run in one market. A run under other settings on the same tapes has the same
 * stretches, which can be compared one by one.
 *
 * @param list one after the other, each of the same length but the last
 */
public record Stretches(Instrument instrument, long fromNanos, long periodNanos, List<Stretch> list) {
    /** After a fill, seconds. */
    public static final List<Integer> HORIZON_SECONDS = List.of(1, 10, 60);

    public Stretches {
        list = List.copyOf(list);
    }

    /**
     * One stretch. Money is in quote quanta. Profit is what we have less what we had, and adds up:
     * spread + inventory − fees + funding.
     *
     * @param lots filled of those whose markout is known, by horizon
     * @param markout Σ lots·side·(mid then − price), ticks, of the same
     * @param seconds how long it was
     * @param held Σ seconds·(base held − target), base quanta
     * @param squares Σ seconds·(the same)²
     */
    public record Stretch(
            long profitQuanta,
            long spreadQuanta,
            long inventoryQuanta,
            long feesQuanta,
            long fundingQuanta,
            int fills,
            List<Double> lots,
            List<Double> markout,
            double seconds,
            double held,
            double squares) {
        public Stretch {
            lots = List.copyOf(lots);
            markout = List.copyOf(markout);
        }
    }

    /** How the money stands, and what was held since the last look. */
    private record Mark(
            long profit,
            long spread,
            long inventory,
            long fees,
            long funding,
            double seconds,
            double held,
            double squares) {}

    /** Watches a run from its first moment to its last. */
    static final class Builder {
        private final MarketMaker market;
        private final ProfitAndLoss profit;
        private final long fromNanos;
        private final long periodNanos;
        private final List<Mark> marks = new ArrayList<>();
        private final Mark opening;
        private long nowNanos;
        private double seconds;
        private double held;
        private double squares;

        Builder(VirtualSession session, long periodNanos) {
            this.periodNanos = periodNanos;
            market = session.engine().market(0);
            profit = market.profitAndLoss();
            fromNanos = session.nowNanos();
            nowNanos = fromNanos;
            opening = look();
        }

        /** Nothing more happens before that time. */
        void before(long timeNanos) {
            long endNanos = fromNanos + (marks.size() + 1) * periodNanos;
            while (timeNanos >= endNanos) {
                hold(endNanos);
                mark();
                endNanos += periodNanos;
            }
            hold(timeNanos);
        }

        private void hold(long untilNanos) {
            double passed = (untilNanos - nowNanos) / 1e9;
            double base = market.inventoryQuanta();
            seconds += passed;
            held += passed * base;
            squares += passed * base * base;
            nowNanos = untilNanos;
        }

        private void mark() {
            marks.add(look());
            seconds = 0;
            held = 0;
            squares = 0;
        }

        private Mark look() {
            return new Mark(
                    profit.equityChangeQuanta(),
                    profit.spreadQuanta(),
                    profit.inventoryQuanta(),
                    profit.feesQuanta(),
                    profit.fundingQuanta(),
                    seconds,
                    held,
                    squares);
        }

        Stretches finish(MarketFigures figures) {
            mark();
            int[] fills = new int[marks.size()];
            double[][] lots = new double[marks.size()][HORIZON_SECONDS.size()];
            double[][] markout = new double[marks.size()][HORIZON_SECONDS.size()];
            for (Markout.Filled fill : figures.filled()) {
                long index = (fill.timeNanos() - fromNanos) / periodNanos;
                int at = (int) Math.max(0, Math.min(marks.size() - 1L, index));
                fills[at]++;
                for (int i = 0; i < HORIZON_SECONDS.size(); i++) {
                    double ticks = fill.ticksAfter(HORIZON_SECONDS.get(i), figures.mids());
                    if (!Double.isNaN(ticks)) {
                        lots[at][i] += fill.lots();
                        markout[at][i] += fill.lots() * ticks;
                    }
                }
            }
            List<Stretch> list = new ArrayList<>();
            Mark last = opening;
            for (int i = 0; i < marks.size(); i++) {
                Mark mark = marks.get(i);
                list.add(new Stretch(
                        mark.profit - last.profit,
                        mark.spread - last.spread,
                        mark.inventory - last.inventory,
                        mark.fees - last.fees,
                        mark.funding - last.funding,
                        fills[i],
                        boxed(lots[i]),
                        boxed(markout[i]),
                        mark.seconds,
                        mark.held,
                        mark.squares));
                last = mark;
            }
            return new Stretches(market.instrument(), fromNanos, periodNanos, list);
        }

        private static List<Double> boxed(double[] values) {
            List<Double> boxed = new ArrayList<>();
            for (double value : values) {
                boxed.add(value);
            }
            return boxed;
        }
    }
}

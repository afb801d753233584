package dev.flowmaker.research.backtest;

import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.exchange.tape.TapeFindings;
import dev.flowmaker.exchange.virtual.VirtualSession;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of one run, all markets together.
 *
 * @param quoteQuanta profit and loss, in quanta of the one asset that all markets are quoted in
 * @param periods of equal length that were looked at
 * @param meanQuanta profit of a period
 * @param deviationQuanta standard deviation of that
 * @param skewness of that, 0 where it does not vary
 * @param kurtosis of that, 3 where it does not vary
 * @param drawdownQuanta the most that was lost since the highest profit, as the periods' ends saw it
 * @param seconds it took
 * @param quoteUnit how much of the asset one quantum is
 * @param stopped share of the periods' ends at which a halt or a breaker kept a market from being quoted, 0 to 1
 * @param findings what is wrong with the tapes
 */
public record RunFigures(
        long quoteQuanta,
        long spreadQuanta,
        long inventoryQuanta,
        long feesQuanta,
        long fundingQuanta,
        long fills,
        long places,
        long decisions,
        long records,
        long periods,
        double meanQuanta,
        double deviationQuanta,
        double skewness,
        double kurtosis,
        long drawdownQuanta,
        double seconds,
        double quoteUnit,
        double stopped,
        List<TapeFindings.Finding> findings) {

    /** Watches a run from its first moment to its last. */
    static final class Builder {
        private final VirtualSession session;
        private final long periodNanos;
        private final long beganNanos = System.nanoTime();
        private final Moments moments = new Moments();
        private long nextNanos;
        private long lastQuanta;
        private long peakQuanta;
        private long drawdownQuanta;
        private long looks;
        private long stops;

        Builder(VirtualSession session, long periodNanos) {
            this.session = session;
            this.periodNanos = periodNanos;
            nextNanos = session.nowNanos() + periodNanos;
        }

        /** Time went on. */
        void onTime() {
            while (session.nowNanos() >= nextNanos) {
                nextNanos += periodNanos;
                look();
                countStops();
            }
        }

        private void look() {
            long quanta = sum(Part.TOTAL);
            moments.add((double) (quanta - lastQuanta));
            lastQuanta = quanta;
            peakQuanta = Math.max(peakQuanta, quanta);
            drawdownQuanta = Math.max(drawdownQuanta, peakQuanta - quanta);
        }

        private void countStops() {
            for (int i = 0; i < session.engine().markets(); i++) {
                Reason obstacle = session.engine().obstacle(i);
                stops += obstacle == Reason.HALTED || obstacle == Reason.BREAKER ? 1 : 0;
                looks++;
            }
        }

        private enum Part {
            TOTAL,
            SPREAD,
            INVENTORY,
            FEES,
            FUNDING
        }

        private long sum(Part part) {
            long quanta = 0;
            for (int i = 0; i < session.engine().markets(); i++) {
                ProfitAndLoss profit = session.engine().market(i).profitAndLoss();
                quanta += switch (part) {
                    case TOTAL -> profit.totalQuanta();
                    case SPREAD -> profit.spreadQuanta();
                    case INVENTORY -> profit.inventoryQuanta();
                    case FEES -> profit.feesQuanta();
                    case FUNDING -> profit.fundingQuanta();
                };
            }
            return quanta;
        }

        RunFigures finish(CountingJournal journal) {
            look();
            List<TapeFindings.Finding> findings = new ArrayList<>();
            for (int i = 0; i < session.engine().markets(); i++) {
                findings.addAll(session.exchange().findings(i));
            }
            return new RunFigures(
                    sum(Part.TOTAL),
                    sum(Part.SPREAD),
                    sum(Part.INVENTORY),
                    sum(Part.FEES),
                    sum(Part.FUNDING),
                    journal.fills(),
                    journal.places(),
                    journal.decisions(),
                    journal.lastSequence(),
                    moments.count(),
                    moments.mean(),
                    moments.deviation(),
                    moments.skewness(),
                    moments.kurtosis(),
                    drawdownQuanta,
                    (System.nanoTime() - beganNanos) / 1e9,
                    Math.pow(
                            10, -session.engine().market(0).instrument().quote().scale()),
                    looks == 0 ? 0 : (double) stops / looks,
                    findings);
        }
    }
}

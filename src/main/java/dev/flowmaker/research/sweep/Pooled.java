package dev.flowmaker.research.sweep;

import java.util.List;

/**
 * A trial's runs over some parts, taken together.
 *
 * @param stopped share of the periods at whose end a halt or a breaker kept a market from being quoted
 */
public record Pooled(
        double profit,
        double drawdown,
        long fills,
        long periods,
        double mean,
        double deviation,
        double skewness,
        double kurtosis,
        double stopped) {
    static Pooled of(List<Run> runs) {
        double profit = 0;
        double drawdown = 0;
        long fills = 0;
        long periods = 0;
        double sum = 0;
        double stopped = 0;
        for (Run run : runs) {
            profit += run.profit();
            drawdown = Math.max(drawdown, run.drawdown());
            fills += run.fills();
            periods += run.periods();
            sum += run.periods() * run.mean();
            stopped += run.periods() * run.stopped();
        }
        double mean = periods == 0 ? 0 : sum / periods;
        double m2 = 0;
        double m3 = 0;
        double m4 = 0;
        for (Run run : runs) {
            // Central moments of a part about the mean of all.
            double n = run.periods();
            double d = run.mean() - mean;
            double v = run.periods() < 2 ? 0 : run.deviation() * run.deviation() * (n - 1) / n;
            double c3 = run.skewness() * Math.pow(v, 1.5);
            double c4 = run.kurtosis() * v * v;
            m2 += n * (v + d * d);
            m3 += n * (c3 + 3 * d * v + d * d * d);
            m4 += n * (c4 + 4 * d * c3 + 6 * d * d * v + d * d * d * d);
        }
        double variance = periods < 2 ? 0 : m2 / (periods - 1);
        return new Pooled(
                profit,
                drawdown,
                fills,
                periods,
                mean,
                Math.sqrt(variance),
                m2 == 0 ? 0 : Math.sqrt((double) periods) * m3 / Math.pow(m2, 1.5),
                m2 == 0 ? 3 : periods * m4 / (m2 * m2),
                periods == 0 ? 0 : stopped / periods);
    }

    /** Of one period; 0 where nothing varied. */
    public double sharpe() {
        return deviation == 0 ? 0 : mean / deviation;
    }
}

package dev.flowmaker.research.ablation;

import dev.flowmaker.research.backtest.Stretches;
import dev.flowmaker.research.backtest.Stretches.Stretch;
import java.util.List;

/** What is compared, each made of sums over stretches of time. */
public enum Figure {
    PROFIT("profit", "P&L"),
    SPREAD("spread", "spread"),
    INVENTORY("inventory", "inventory"),
    FEES("fees", "fees"),
    FUNDING("funding", "funding"),
    FILLS("fills", "fills"),
    MARKOUT_1("markout1s", "markout 1 s"),
    MARKOUT_10("markout10s", "10 s"),
    MARKOUT_60("markout60s", "60 s"),
    INVENTORY_VARIANCE("inventoryVariance", "inventory variance");

    private static final int MARKOUTS = 5;
    private static final int TIME = MARKOUTS + 2 * Stretches.HORIZON_SECONDS.size();
    private static final int COMPONENTS = TIME + 3;

    private final String key;
    private final String title;

    Figure(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** For machines. */
    public String key() {
        return key;
    }

    public String title() {
        return title;
    }

    /**
     * The figure of sums over all components.
     *
     * @param quoteUnit how much of the quote asset a quantum is
     * @param baseUnit how much of the base asset a quantum is
     */
    double of(double[] sums, double quoteUnit, double baseUnit) {
        return switch (this) {
            case PROFIT -> (sums[1] + sums[2] - sums[3] + sums[4]) * quoteUnit;
            case FILLS -> sums[0];
            case SPREAD -> sums[1] * quoteUnit;
            case INVENTORY -> sums[2] * quoteUnit;
            case FEES -> sums[3] * quoteUnit;
            case FUNDING -> sums[4] * quoteUnit;
            case MARKOUT_1 -> markout(sums, 0);
            case MARKOUT_10 -> markout(sums, 1);
            case MARKOUT_60 -> markout(sums, 2);
            case INVENTORY_VARIANCE -> variance(sums) * baseUnit * baseUnit;
        };
    }

    private static double markout(double[] sums, int horizon) {
        return sums[MARKOUTS + 2 * horizon + 1] / sums[MARKOUTS + 2 * horizon];
    }

    private static double variance(double[] sums) {
        double mean = sums[TIME + 1] / sums[TIME];
        return Math.max(0, sums[TIME + 2] / sums[TIME] - mean * mean);
    }

    /** What figures are made of, by component and stretch, in quanta: whole numbers, whose sums are exact. */
    static double[][] components(List<Stretch> stretches) {
        double[][] components = new double[COMPONENTS][stretches.size()];
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            components[0][i] = stretch.fills();
            components[1][i] = stretch.spreadQuanta();
            components[2][i] = stretch.inventoryQuanta();
            components[3][i] = stretch.feesQuanta();
            components[4][i] = stretch.fundingQuanta();
            for (int horizon = 0; horizon < Stretches.HORIZON_SECONDS.size(); horizon++) {
                components[MARKOUTS + 2 * horizon][i] = stretch.lots().get(horizon);
                components[MARKOUTS + 2 * horizon + 1][i] = stretch.markout().get(horizon);
            }
            components[TIME][i] = stretch.seconds();
            components[TIME + 1][i] = stretch.held();
            components[TIME + 2][i] = stretch.squares();
        }
        return components;
    }
}

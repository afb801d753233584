package dev.flowmaker.research.backtest;

import dev.flowmaker.exchange.FillModel;
import java.util.List;

/**
 * What fill models say of one strategy on one tape, asked in two ways.
 *
 * @param sessions each model's own session: its fills move inventory, and inventory moves quotes
 * @param base the model whose session's orders were asked about
 * @param sameOrders what each model makes of those orders, nobody reacting
 */
public record ModelRuns(List<BacktestResult> sessions, FillModel base, List<BacktestResult> sameOrders) {
    /** What a table of either needs to be told apart from the other. */
    public static final String SESSIONS =
            "a session of its own under each model: fills move inventory, and inventory moves quotes";

    public ModelRuns {
        sessions = List.copyOf(sessions);
        sameOrders = List.copyOf(sameOrders);
    }

    /** The same of the other. */
    public String sameOrdersWords() {
        return "the same orders under each model, those of the session under " + base.text()
                + ": nobody reacts to a fill";
    }
}

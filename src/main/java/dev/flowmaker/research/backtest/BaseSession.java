package dev.flowmaker.research.backtest;

import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Runs one session and keeps what it sent, to ask other models about the same orders. */
public final class BaseSession {
    private final Backtest.Options options;
    private final RecordedOrders orders = new RecordedOrders();
    private final Backtest backtest;
    private final BacktestResult result;

    /** Keeps no journal. */
    public BaseSession(Backtest.Options options, LongConsumer progress) {
        this.options = options;
        backtest = new Backtest(options);
        SessionFigures figures = new SessionFigures(orders);
        result = backtest.run(figures.asJournal(), 1, progress, () -> figures);
    }

    /** As {@link Backtest#run(Options, Journal, int, Supplier, LongConsumer)}. */
    public BaseSession(
            Backtest.Options options, Journal journal, int epoch, Supplier<Records> reader, LongConsumer progress) {
        this.options = options;
        backtest = new Backtest(options);
        long before = journal.lastSequence();
        result = backtest.run(journal, epoch, progress, () -> {
            try (Records records = reader.get()) {
                return new SessionFigures(orders).read(records, before);
            }
        });
    }

    /** The session itself. */
    public BacktestResult result() {
        return result;
    }

    /**
     * What each model makes of the session's orders, sent when it sent them. Nobody reacts to the fills: the only
     * difference between these is the model.
     */
    public List<BacktestResult> under(List<FillModel> models) {
        List<BacktestResult> results = new ArrayList<>();
        for (FillModel model : models) {
            Backtest.Place place = Backtest.place(options.with(model));
            results.add(SameOrders.run(
                    result,
                    backtest.openingMid2Ticks(),
                    orders,
                    place.settings(),
                    place.exchange(),
                    model,
                    options.settings().simulation().latency()));
        }
        return results;
    }
}

package dev.flowmaker.research.truth;

import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.OrderRef;
import dev.flowmaker.exchange.Relay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;

/** Carries the first account's orders to an exchange, post-only and each at its time, and hears what becomes of them. */
final class Courier extends Relay {
    private record Leaving(long timeNanos, int number) {}

    private static final class Task {
        final Errand errand;
        boolean refused;
        long filledLots;
        long filledNanos;

        Task(Errand errand) {
            this.errand = errand;
        }
    }

    private final List<Task> tasks = new ArrayList<>();
    private final PriorityQueue<Leaving> leaving =
            new PriorityQueue<>(Comparator.comparingLong(Leaving::timeNanos).thenComparingInt(Leaving::number));

    /**
     * Carries nothing yet.
     *
     * @param observer hears everything too
     */
    Courier(ExchangeListener observer) {
        super(observer);
    }

    /** Places an order, at its time; cancels of earlier ones that are due by then come first. */
    void place(Exchange exchange, Errand errand) {
        cancelUntil(exchange, errand.placeNanos());
        int number = tasks.size();
        Task task = new Task(errand);
        tasks.add(task);
        task.refused = exchange.place(
                                0,
                                NewOrder.limitMaker(0, name(number), errand.side(), errand.priceTicks(), errand.lots()),
                                errand.placeNanos())
                        .reject()
                != null;
        leaving.add(new Leaving(errand.cancelNanos(), number));
    }

    /** When the next cancel is due; Long.MAX_VALUE when none is. */
    long nextCancelNanos() {
        Leaving next = leaving.peek();
        return next == null ? Long.MAX_VALUE : next.timeNanos;
    }

    /** Cancels what is due by this time and still stands. */
    void cancelUntil(Exchange exchange, long timeNanos) {
        while (nextCancelNanos() <= timeNanos) {
            Leaving next = leaving.remove();
            Task task = tasks.get(next.number);
            if (!task.refused && task.filledLots < task.errand.lots()) {
                exchange.cancel(0, 0, OrderRef.clientId(name(next.number)), next.timeNanos);
            }
        }
    }

    private static String name(int number) {
        return "e" + number;
    }

    /** The orders in the order they were placed. */
    List<Errand> errands() {
        return tasks.stream().map(task -> task.errand).toList();
    }

    /** What became of them, in the same order. */
    List<Outcome> outcomes() {
        return tasks.stream()
                .map(task -> new Outcome(task.refused, task.filledLots, task.filledNanos))
                .toList();
    }

    @Override
    public void onExecution(ExecutionReport report) {
        super.onExecution(report);
        if (report.fill() != null) {
            int number = Integer.parseInt(
                    Objects.requireNonNull(report.order().clientId()).substring(1));
            Task task = tasks.get(number);
            task.filledLots += report.fill().lots();
            task.filledNanos = report.timeNanos();
        }
    }
}

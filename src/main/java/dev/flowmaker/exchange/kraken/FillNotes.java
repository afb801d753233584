package dev.flowmaker.exchange.kraken;

import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.ExecutionType;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.OrderInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each order paid and which trades it had, as long as the exchange remembers the order. */
final class FillNotes {
    private record Key(int market, long venueOrderId) {}

    /** An order's commissions and trades. */
    static final class Note {
        private long feeQuanta;
        private final List<String> trades = new ArrayList<>();

        /** In the quote asset. */
        long feeQuanta() {
            return feeQuanta;
        }

        /** Their transaction ids. */
        List<String> trades() {
            return trades;
        }
    }

    private static final Note NOTHING = new Note();

    private final int historyLimit;
    private final Map<Key, Note> notes = new HashMap<>();
    private final Deque<Key> ended = new ArrayDeque<>();

    /** @param historyLimit how many ended orders are remembered */
    FillNotes(int historyLimit) {
        this.historyLimit = historyLimit;
    }

    void onExecution(ExecutionReport report) {
        OrderInfo order = report.order();
        Key key = new Key(order.market(), order.venueOrderId());
        if (report.type() == ExecutionType.NEW && notes.remove(key) != null) {
            // The exchange was reset and counts its orders from the beginning.
            ended.remove(key);
        }
        FillInfo fill = report.fill();
        if (fill != null) {
            Note note = notes.computeIfAbsent(key, first -> new Note());
            note.feeQuanta += fill.commissionQuanta();
            note.trades.add(TransactionId.ofTrade(fill.market(), fill.tradeId()));
        }
        if (!order.status().open() && notes.containsKey(key)) {
            ended.addLast(key);
            if (ended.size() > historyLimit) {
                notes.remove(ended.removeFirst());
            }
        }
    }

    Note of(OrderInfo order) {
        return notes.getOrDefault(new Key(order.market(), order.venueOrderId()), NOTHING);
    }
}

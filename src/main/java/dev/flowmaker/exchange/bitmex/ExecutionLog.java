package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.FundingInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** One account's executions, the latest. */
final class ExecutionLog {
    /** Something that happened to an account, as it was; its row is made when it is asked for. */
    private sealed interface Entry {
        long number();

        int market();

        boolean pays();

        record OfOrder(ExecutionReport report, long feePpb, long number) implements Entry {
            @Override
            public int market() {
                return report.order().market();
            }

            @Override
            public boolean pays() {
                return report.fill() != null;
            }
        }

        record OfFunding(FundingInfo funding, long heldContracts, long number) implements Entry {
            @Override
            public int market() {
                return funding.market();
            }

            @Override
            public boolean pays() {
                return true;
            }
        }
    }

    private final Listings listings;
    private final int limit;
    private final Deque<Entry> kept = new ArrayDeque<>();
    private long last;

    /** @param limit how many are kept */
    ExecutionLog(Listings listings, int limit) {
        this.listings = listings;
        this.limit = limit;
    }

    /**
     * Returns its row.
     *
     * @param feePpb rate of the commission if it is a trade
     */
    ObjectNode add(ExecutionReport report, long feePpb) {
        return add(new Entry.OfOrder(report, feePpb, ++last));
    }

    /** The same of funding. */
    ObjectNode add(FundingInfo funding, long heldContracts) {
        return add(new Entry.OfFunding(funding, heldContracts, ++last));
    }

    private ObjectNode add(Entry entry) {
        kept.addLast(entry);
        if (kept.size() > limit) {
            kept.removeFirst();
        }
        return row(entry).node();
    }

    private RowQuery.Row row(Entry entry) {
        Listing listing = listings.get(entry.market());
        if (entry instanceof Entry.OfOrder execution) {
            return new RowQuery.Row(
                    execution.report.timeNanos(),
                    OrderRows.execution(listing, execution.report, execution.feePpb, entry.number()));
        }
        Entry.OfFunding paid = (Entry.OfFunding) entry;
        return new RowQuery.Row(
                paid.funding.timeNanos(), OrderRows.funding(listing, paid.funding, paid.heldContracts, entry.number()));
    }

    /**
     * The rows of some markets, the oldest first.
     *
     * @param paying only those that changed a balance
     */
    List<RowQuery.Row> rows(Predicate<Integer> ofMarket, boolean paying) {
        List<RowQuery.Row> rows = new ArrayList<>();
        for (Entry entry : kept) {
            if (ofMarket.test(entry.market()) && (entry.pays() || !paying)) {
                rows.add(row(entry));
            }
        }
        return rows;
    }
}

package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Depth;
import dev.flowmaker.exchange.door.Json;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One market's book as its followers know it: {@code orderBookL2}, its best 25 levels a side, and the ten best as whole
 * rows. A change of the book is told as what went, what changed and what came, in this order and each in one message, so
 * that nobody sees it crossed on the way. The id of a level means nothing and lives as long as the level.
 */
final class BookFeed {
    private static final int WINDOW = 25;
    private static final int TEN = 10;

    /** A level as it was told last. */
    private record Told(long id, long lots) {}

    /** One side of a table as it was told last. */
    private static final class Levels {
        final EnumMap<Side, NavigableMap<Long, Told>> bySide = new EnumMap<>(Side.class);

        Levels() {
            bySide.put(Side.BUY, new TreeMap<>(Comparator.reverseOrder()));
            bySide.put(Side.SELL, new TreeMap<>());
        }

        NavigableMap<Long, Told> of(Side side) {
            return Objects.requireNonNull(bySide.get(side));
        }
    }

    /** Rows of one change by what became of them. */
    private final class Change {
        final ArrayNode gone = Json.array();
        final ArrayNode changed = Json.array();
        final ArrayNode come = Json.array();

        void publish(Table table) {
            hub.publish(table, listing.market(), "delete", gone);
            hub.publish(table, listing.market(), "update", changed);
            hub.publish(table, listing.market(), "insert", come);
        }
    }

    private final Listing listing;
    private final Depth book;
    private final TableHub hub;
    private final Levels all = new Levels();
    private final Levels window = new Levels();
    private final EnumMap<Side, Set<Long>> touched = new EnumMap<>(Side.class);
    private String ten = "";
    private long lastId;

    /** @param book as it stands */
    BookFeed(Listing listing, Depth book, TableHub hub) {
        this.listing = listing;
        this.book = book;
        this.hub = hub;
        // BitMEX's ids are large numbers too.
        lastId = (listing.market() + 1) * 10_000_000_000L;
        for (Side side : Side.values()) {
            touched.put(side, new TreeSet<>());
            for (int rank = 0; rank < book.levels(side); rank++) {
                all.of(side).put(book.priceTicks(side, rank), new Told(++lastId, book.lots(side, rank)));
            }
        }
    }

    private Set<Long> touched(Side side) {
        return Objects.requireNonNull(touched.get(side));
    }

    /** The quantity at a price changed. */
    void level(Side side, long priceTicks) {
        touched(side).add(priceTicks);
    }

    /** Tells what changed since the last time. */
    void flush(long nowNanos) {
        if (touched(Side.BUY).isEmpty() && touched(Side.SELL).isEmpty()) {
            return;
        }
        boolean followed = hub.followed(Table.BOOK, listing.market());
        Change change = new Change();
        for (Side side : Side.values()) {
            for (long ticks : touched(side)) {
                long lots = book.lotsAt(side, ticks);
                Told before = all.of(side).get(ticks);
                Told now = lots == 0 ? null : new Told(before == null ? ++lastId : before.id, lots);
                if (followed) {
                    tell(change, side, ticks, before, now, nowNanos);
                }
                keep(all, side, ticks, now);
            }
            touched(side).clear();
        }
        change.publish(Table.BOOK);
        flushWindow(nowNanos);
        flushTen(nowNanos);
    }

    private static void keep(Levels levels, Side side, long ticks, @Nullable Told now) {
        if (now == null) {
            levels.of(side).remove(ticks);
        } else {
            levels.of(side).put(ticks, now);
        }
    }

    private void tell(Change change, Side side, long ticks, @Nullable Told before, @Nullable Told now, long nowNanos) {
        if (now == null) {
            if (before != null) {
                ObjectNode row = row(side, ticks, before, nowNanos);
                row.remove("size");
                change.gone.add(row);
            }
        } else if (before == null) {
            change.come.add(row(side, ticks, now, nowNanos));
        } else if (before.lots != now.lots) {
            change.changed.add(row(side, ticks, now, nowNanos));
        }
    }

    private void flushWindow(long nowNanos) {
        if (!hub.followed(Table.BOOK_25, listing.market())) {
            return;
        }
        Change change = new Change();
        for (Side side : Side.values()) {
            NavigableMap<Long, Told> best = best(side);
            NavigableMap<Long, Told> before = window.of(side);
            before.forEach((ticks, told) -> {
                if (!best.containsKey(ticks)) {
                    tell(change, side, ticks, told, null, nowNanos);
                }
            });
            best.forEach((ticks, now) -> {
                Told told = before.get(ticks);
                // A level that went and came again between two looks is another.
                boolean same = told != null && told.id == now.id;
                if (told != null && !same) {
                    tell(change, side, ticks, told, null, nowNanos);
                }
                tell(change, side, ticks, same ? told : null, now, nowNanos);
            });
            window.bySide.put(side, best);
        }
        change.publish(Table.BOOK_25);
    }

    private NavigableMap<Long, Told> best(Side side) {
        TreeMap<Long, Told> best = new TreeMap<>(all.of(side).comparator());
        for (Map.Entry<Long, Told> level : all.of(side).entrySet()) {
            if (best.size() == WINDOW) {
                break;
            }
            best.put(level.getKey(), level.getValue());
        }
        return best;
    }

    private void flushTen(long nowNanos) {
        if (!hub.followed(Table.BOOK_10, listing.market())) {
            return;
        }
        ObjectNode row = ten(nowNanos);
        String text = row.get("bids") + "" + row.get("asks");
        if (!text.equals(ten)) {
            ten = text;
            hub.publish(Table.BOOK_10, listing.market(), "update", Json.array().add(row));
        }
    }

    private ObjectNode ten(long nowNanos) {
        ObjectNode row = Json.object().put("symbol", listing.symbol());
        for (Side side : Side.values()) {
            ArrayNode levels = row.putArray(side == Side.BUY ? "bids" : "asks");
            all.of(side).entrySet().stream()
                    .limit(TEN)
                    .forEach(level -> levels.addArray()
                            .add(listing.price(level.getKey()))
                            .add(listing.contracts(level.getValue().lots)));
        }
        return row.put("timestamp", Iso.text(nowNanos));
    }

    /**
     * The rows of a table as they were told last: what follows goes on from there.
     *
     * @param table one of the three
     */
    ArrayNode partial(Table table, long nowNanos) {
        if (table == Table.BOOK_10) {
            return Json.array().add(ten(nowNanos));
        }
        if (table == Table.BOOK) {
            return rows(Integer.MAX_VALUE, nowNanos);
        }
        for (Side side : Side.values()) {
            window.bySide.put(side, best(side));
        }
        return rows(WINDOW, nowNanos);
    }

    /** The best levels, asks from the highest down, then bids from the highest down. */
    ArrayNode rows(int levels, long nowNanos) {
        ArrayNode rows = Json.array();
        all.of(Side.SELL).entrySet().stream()
                .limit(levels)
                .sorted(Map.Entry.<Long, Told>comparingByKey().reversed())
                .forEach(level -> rows.add(row(Side.SELL, level.getKey(), level.getValue(), nowNanos)));
        all.of(Side.BUY).entrySet().stream()
                .limit(levels)
                .forEach(level -> rows.add(row(Side.BUY, level.getKey(), level.getValue(), nowNanos)));
        return rows;
    }

    private ObjectNode row(Side side, long ticks, Told level, long nowNanos) {
        return Json.object()
                .put("symbol", listing.symbol())
                .put("id", level.id)
                .put("side", OrderWords.side(side))
                .put("size", listing.contracts(level.lots))
                .put("price", listing.price(ticks))
                .put("timestamp", Iso.text(nowNanos));
    }
}

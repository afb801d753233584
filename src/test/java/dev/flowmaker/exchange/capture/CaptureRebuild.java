package dev.flowmaker.exchange.capture;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.capture.CaptureRecord.BookTicker;
import dev.flowmaker.exchange.capture.CaptureRecord.DepthDiff;
import dev.flowmaker.exchange.capture.CaptureRecord.Snapshot;
import dev.flowmaker.exchange.capture.CaptureRecord.TradePrint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A capture's book once more, from the records alone: everything is read into memory, the snapshot found, the frames that
 * follow it applied one by one. Ticks of 0.01, lots of 0.00001, rounded down.
 */
public final class CaptureRebuild {
    private static final long TICK_E8 = 1_000_000;
    private static final long LOT_E8 = 1_000;

    public final List<DepthDiff> frames = new ArrayList<>();
    /** Those at or after the first frame. */
    public final List<TradePrint> trades = new ArrayList<>();
    /** Those that were received before the frame that has them in it, and after the first frame's last change. */
    public final List<BookTicker> touches = new ArrayList<>();

    private final NavigableMap<Long, Long> bids = new TreeMap<>();
    private final NavigableMap<Long, Long> asks = new TreeMap<>();
    private int applied;

    public CaptureRebuild(List<Path> files) {
        List<CaptureRecord> all = new ArrayList<>();
        try (CaptureReader reader = new CaptureReader(files)) {
            for (CaptureRecord next = reader.next(); next != null; next = reader.next()) {
                all.add(next);
            }
        }
        Snapshot snapshot = (Snapshot)
                all.stream().filter(Snapshot.class::isInstance).findFirst().orElseThrow();
        all.stream()
                .filter(r -> r instanceof DepthDiff diff && diff.lastUpdateId() > snapshot.lastUpdateId())
                .forEach(r -> frames.add((DepthDiff) r));
        all.stream()
                .filter(r -> r instanceof TradePrint trade
                        && trade.tradeMillis() >= frames.get(0).eventMillis())
                .forEach(r -> trades.add((TradePrint) r));
        findTouches(all);
        apply(bids, snapshot.bids());
        apply(asks, snapshot.asks());
    }

    private void findTouches(List<CaptureRecord> all) {
        IdentityHashMap<DepthDiff, Integer> places = new IdentityHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) instanceof DepthDiff diff) {
                places.put(diff, i);
            }
        }
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) instanceof BookTicker touch) {
                int frame = 0;
                int end = frames.size();
                while (frame < end) {
                    int middle = (frame + end) >>> 1;
                    if (frames.get(middle).lastUpdateId() < touch.updateId()) {
                        frame = middle + 1;
                    } else {
                        end = middle;
                    }
                }
                if (frame > 0 && frame < frames.size() && Objects.requireNonNull(places.get(frames.get(frame))) > i) {
                    touches.add(touch);
                }
            }
        }
    }

    /** Best price and quantity of a recorded touch. */
    public static Map.Entry<Long, Long> best(BookTicker touch, Side side) {
        return side == Side.BUY
                ? Map.entry(touch.bidPriceE8() / TICK_E8, touch.bidQuantityE8() / LOT_E8)
                : Map.entry(touch.askPriceE8() / TICK_E8, touch.askQuantityE8() / LOT_E8);
    }

    private static void apply(Map<Long, Long> side, Levels levels) {
        for (int i = 0; i < levels.size(); i++) {
            long ticks = levels.priceE8(i) / TICK_E8;
            long lots = levels.quantityE8(i) / LOT_E8;
            if (lots == 0) {
                side.remove(ticks);
            } else {
                side.put(ticks, lots);
            }
        }
    }

    /** Goes on to the next frame and returns how long after the first one it came, milliseconds. */
    public long applyNext() {
        DepthDiff frame = frames.get(applied++);
        apply(bids, frame.bids());
        apply(asks, frame.asks());
        return frame.eventMillis() - frames.get(0).eventMillis();
    }

    /** How long after the first frame the next one comes, milliseconds; Long.MAX_VALUE after the last. */
    public long nextMillis() {
        return applied == frames.size()
                ? Long.MAX_VALUE
                : frames.get(applied).eventMillis() - frames.get(0).eventMillis();
    }

    public int applied() {
        return applied;
    }

    public NavigableMap<Long, Long> side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    /** Best price first. */
    public List<Map.Entry<Long, Long>> best(Side side, int levels) {
        NavigableMap<Long, Long> map = side == Side.BUY ? bids.descendingMap() : asks;
        return map.entrySet().stream().limit(levels).toList();
    }

    public long tradedLots() {
        return trades.stream().mapToLong(trade -> trade.quantityE8() / LOT_E8).sum();
    }

    public long bestTicks(Side side) {
        return Objects.requireNonNull(side == Side.BUY ? bids.lastEntry() : asks.firstEntry())
                .getKey();
    }
}

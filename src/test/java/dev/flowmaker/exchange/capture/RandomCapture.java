package dev.flowmaker.exchange.capture;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.synthetic.RandomStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A capture as an exchange might have sent it: a book that drifts and is never crossed, frames about every 100 ms, trades
 * at and through the touch, some of which arrive after the frame that shows them, bookTicker lines between the frames, of
 * states that the next frame does not name as well, some too late, a snapshot that came after the first frames, two files.
 */
public final class RandomCapture {
    private static final long FIRST_MILLIS = 1_723_161_255_208L;
    private static final int REACH = 25;

    private final RandomStream random;
    private final NavigableMap<Long, Long> bids = new TreeMap<>();
    private final NavigableMap<Long, Long> asks = new TreeMap<>();
    private long mid = 6_000_000;
    private long updateId = 1_000;
    private long tradeId = 500;

    private RandomCapture(long seed) {
        random = new RandomStream(seed, 0);
    }

    /** Writes the two files into the folder. */
    public static List<Path> write(Path folder, long seed, int frames) {
        Path first = folder.resolve("capture-" + seed + "-1.gz");
        Path second = folder.resolve("capture-" + seed + "-2.gz");
        RandomCapture capture = new RandomCapture(seed);
        try (CaptureFile one = new CaptureFile(first);
                CaptureFile two = new CaptureFile(second)) {
            capture.write(one, two, frames);
        }
        return List.of(first, second);
    }

    private void write(CaptureFile one, CaptureFile two, int frames) {
        for (long away = 1; away <= REACH; away++) {
            bids.put(mid - away, lots());
            asks.put(mid + away, lots());
        }
        long millis = FIRST_MILLIS;
        for (int i = 0; i < frames; i++) {
            CaptureFile out = i < frames / 2 ? one : two;
            long before = millis;
            millis += 98 + random.nextInt(5);
            Map<Long, Long> bidChanges = new TreeMap<>();
            Map<Long, Long> askChanges = new TreeMap<>();
            int trades = random.nextInt(4);
            boolean late = random.nextInt(4) == 0;
            if (!late) {
                trades(out, trades, before, millis);
            }
            drift();
            uncross(Side.BUY, bidChanges);
            uncross(Side.SELL, askChanges);
            change(Side.BUY, bidChanges);
            change(Side.SELL, askChanges);
            long firstId = updateId + 1;
            updateId += 1 + random.nextInt(5);
            boolean lateTicker = random.nextInt(8) == 0;
            if (!lateTicker) {
                tickers(out, before, millis, firstId);
            }
            out.depth(millis, firstId, updateId, bidChanges, askChanges);
            if (lateTicker) {
                tickers(out, before, millis, firstId);
            }
            if (late) {
                trades(out, trades, before, millis);
            }
            if (i == 2) {
                out.snapshot(millis, updateId, bids, asks);
            }
        }
    }

    /** A better price or two that are gone before the frame, then the touch that the frame has too. */
    private void tickers(CaptureFile out, long before, long millis, long firstId) {
        for (long id = firstId; id < updateId; id++) {
            if (random.nextInt(2) == 0 && asks.firstKey() - bids.lastKey() > 2) {
                long bid = bids.lastKey() + random.nextInt(2);
                long ask = asks.firstKey() - random.nextInt(2);
                out.ticker(before + (millis - before) * (id - firstId + 1) / 8, id, bid, lots(), ask, lots());
            }
        }
        if (random.nextInt(4) > 0) {
            out.ticker(
                    millis - 1,
                    updateId,
                    bids.lastKey(),
                    bids.lastEntry().getValue(),
                    asks.firstKey(),
                    asks.firstEntry().getValue());
        }
    }

    private long lots() {
        return 1L + random.nextInt(400);
    }

    private void trades(CaptureFile out, int count, long after, long until) {
        for (int n = 0; n < count; n++) {
            boolean buyerIsMaker = random.nextBoolean();
            long beyond = random.nextInt(3) / 2;
            long price = buyerIsMaker ? bids.lastKey() - beyond : asks.firstKey() + beyond;
            long millis = after + 1 + (until - after - 1) * (n + 1) / (count + 1);
            out.trade(millis, tradeId++, price, 1 + random.nextInt(300), buyerIsMaker);
        }
    }

    private void drift() {
        mid += random.nextInt(3) == 0 ? random.nextInt(5) - 2 : 0;
    }

    /** Levels on the wrong side of the mid go. */
    private void uncross(Side side, Map<Long, Long> changes) {
        NavigableMap<Long, Long> levels = side == Side.BUY ? bids : asks;
        NavigableMap<Long, Long> wrong = side == Side.BUY ? levels.tailMap(mid, true) : levels.headMap(mid, true);
        wrong.keySet().forEach(price -> changes.put(price, 0L));
        wrong.clear();
    }

    private void change(Side side, Map<Long, Long> changes) {
        NavigableMap<Long, Long> levels = side == Side.BUY ? bids : asks;
        for (int n = random.nextInt(6) + 1; n > 0; n--) {
            long price = mid - side.sign() * (1L + (int) Math.min(REACH - 1, random.nextExponential(4)));
            boolean gone = random.nextInt(4) == 0 && levels.size() > 5;
            long lots = gone ? 0 : lots();
            changes.put(price, lots);
            if (gone) {
                levels.remove(price);
            } else {
                levels.put(price, lots);
            }
        }
    }
}

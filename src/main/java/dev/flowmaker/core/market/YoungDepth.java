package dev.flowmaker.core.market;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;

/**
 * Quantity that came less than a minimum life ago. What a level loses is taken from what came there last, so that what is
 * left older than the minimum life is exactly the least that stood there all that time: depth that flickers never counts.
 *
 * <p>Remembers the last {@link #CAPACITY} additions of both sides; when there are more in one minimum life, the oldest of
 * them are held to have stood. Event time, UTC nanoseconds.
 */
final class YoungDepth {
    static final int CAPACITY = 1024;

    private static final class Addition {
        private Side side = Side.BUY;
        private long priceTicks;
        private long lots;
        private long nanos;
    }

    private static final Side[] SIDES = Side.values();

    private final long minLifeNanos;
    private final Addition[] ring = new Addition[CAPACITY];
    private int first;
    private int count;

    /** @param minLifeNanos 0 when everything counts at once */
    YoungDepth(long minLifeNanos) {
        this.minLifeNanos = minLifeNanos;
        for (int i = 0; i < ring.length; i++) {
            ring[i] = new Addition();
        }
    }

    boolean off() {
        return minLifeNanos == 0;
    }

    /** The book began anew: how old its levels are is not known, and they count. */
    void clear() {
        first = 0;
        count = 0;
    }

    /** A level's quantity changed. */
    void change(Side side, long priceTicks, long beforeLots, long afterLots, long nowNanos) {
        grow(nowNanos);
        if (afterLots > beforeLots) {
            add(side, priceTicks, afterLots - beforeLots, nowNanos);
        } else {
            take(side, priceTicks, beforeLots - afterLots);
        }
    }

    /** Nothing is left at prices better than this. */
    void dropBetter(Side side, long priceTicks) {
        for (int age = 0; age < count; age++) {
            Addition young = at(age);
            if (young.side == side
                    && (priceTicks == Instrument.NO_PRICE || side.better(young.priceTicks, priceTicks))) {
                young.lots = 0;
            }
        }
    }

    /** What of a level is younger than the minimum life, lots. */
    long lots(Side side, long priceTicks, long nowNanos) {
        long sum = 0;
        for (int age = count - 1; age >= 0; age--) {
            Addition young = at(age);
            if (nowNanos - young.nanos >= minLifeNanos) {
                break;
            }
            if (young.priceTicks == priceTicks && young.side == side) {
                sum += young.lots;
            }
        }
        return sum;
    }

    private Addition at(int age) {
        return ring[(first + age) % CAPACITY];
    }

    /** Forgets what has stood for the minimum life by now. */
    private void grow(long nowNanos) {
        while (count > 0 && nowNanos - at(0).nanos >= minLifeNanos) {
            dropOldest();
        }
    }

    private void dropOldest() {
        first = (first + 1) % CAPACITY;
        count--;
    }

    private void add(Side side, long priceTicks, long lots, long nowNanos) {
        if (count == CAPACITY) {
            dropOldest();
        }
        Addition young = at(count++);
        young.side = side;
        young.priceTicks = priceTicks;
        young.lots = lots;
        young.nanos = nowNanos;
    }

    private void take(Side side, long priceTicks, long lots) {
        long left = lots;
        for (int age = count - 1; age >= 0 && left > 0; age--) {
            Addition young = at(age);
            if (young.priceTicks == priceTicks && young.side == side) {
                long taken = StrictMath.min(left, young.lots);
                young.lots -= taken;
                left -= taken;
            }
        }
    }

    void visitState(StateVisitor visitor) {
        visitor.begin("young");
        count = visitor.length("additions", count, CAPACITY);
        if (visitor.restoring()) {
            first = 0;
        }
        for (int age = 0; age < count; age++) {
            Addition young = at(age);
            young.side = visitor.symbol("side", young.side, SIDES);
            young.priceTicks = visitor.int64("priceTicks", young.priceTicks);
            young.lots = visitor.int64("lots", young.lots);
            young.nanos = visitor.int64("nanos", young.nanos);
        }
        visitor.end();
    }
}

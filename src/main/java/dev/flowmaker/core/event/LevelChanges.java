package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Side;
import java.util.Arrays;

/** A list of book levels, (side, price, quantity), in flat arrays that grow to the largest frame seen and are reused. */
public final class LevelChanges {
    private Side[] sides = new Side[64];
    private long[] priceTicks = new long[64];
    private long[] lots = new long[64];
    private int count;

    public void clear() {
        count = 0;
    }

    public void add(Side side, long levelPriceTicks, long levelLots) {
        if (count == sides.length) {
            sides = Arrays.copyOf(sides, count * 2);
            priceTicks = Arrays.copyOf(priceTicks, count * 2);
            lots = Arrays.copyOf(lots, count * 2);
        }
        sides[count] = side;
        priceTicks[count] = levelPriceTicks;
        lots[count] = levelLots;
        count++;
    }

    public int count() {
        return count;
    }

    public Side side(int index) {
        return sides[index];
    }

    public long priceTicks(int index) {
        return priceTicks[index];
    }

    /** Quantity now shown at the level; 0 when it is gone. */
    public long lots(int index) {
        return lots[index];
    }

    void describe(FieldVisitor out) {
        out.beginGroup("levels", count);
        for (int i = 0; i < count; i++) {
            out.beginItem(i);
            out.symbol("side", sides[i]);
            out.int64("priceTicks", priceTicks[i]);
            out.int64("lots", lots[i]);
            out.endItem();
        }
        out.endGroup();
    }
}

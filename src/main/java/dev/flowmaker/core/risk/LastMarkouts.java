package dev.flowmaker.core.risk;

import dev.flowmaker.core.StateVisitor;

/** How far the mid moved against each of our last trades, and the average; billionths of the mid. */
public final class LastMarkouts {
    private final long[] againstPpb;
    private int next;
    private int used;
    private long sum;

    /** @param trades how many the average is taken over */
    public LastMarkouts(int trades) {
        againstPpb = new long[trades];
    }

    public void add(long ppb) {
        sum += ppb - (used == againstPpb.length ? againstPpb[next] : 0);
        againstPpb[next] = ppb;
        next = (next + 1) % againstPpb.length;
        used = StrictMath.min(used + 1, againstPpb.length);
    }

    /** Whether there are as many as the average wants. */
    public boolean full() {
        return used == againstPpb.length;
    }

    /** Rounded down; 0 without any. */
    public long averagePpb() {
        return used == 0 ? 0 : StrictMath.floorDiv(sum, used);
    }

    /** Begins anew. */
    public void clear() {
        next = 0;
        used = 0;
        sum = 0;
    }

    public void visitState(StateVisitor v) {
        v.begin("lastMarkouts");
        next = v.int32("next", next);
        used = v.length("used", used, againstPpb.length);
        sum = v.int64("sum", sum);
        for (int i = 0; i < used; i++) {
            againstPpb[i] = v.int64("againstPpb", againstPpb[i]);
        }
        v.end();
    }
}

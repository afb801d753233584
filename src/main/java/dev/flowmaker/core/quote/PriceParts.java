package dev.flowmaker.core.quote;

import dev.flowmaker.core.FieldVisitor;

/** A price as the exact sum of its parts, each in millionths of a tick. */
public final class PriceParts {
    public static final long MICRO = 1_000_000L;

    private final long[] microTicks = new long[PartKind.count()];

    public void clear() {
        java.util.Arrays.fill(microTicks, 0);
    }

    public void set(PartKind part, long value) {
        microTicks[part.ordinal()] = value;
    }

    public long get(PartKind part) {
        return microTicks[part.ordinal()];
    }

    public long sum() {
        long sum = 0;
        for (long part : microTicks) {
            sum += part;
        }
        return sum;
    }

    public void describe(FieldVisitor out) {
        out.beginGroup("parts", microTicks.length);
        for (int i = 0; i < microTicks.length; i++) {
            out.beginItem(i);
            out.symbol("part", PartKind.of(i));
            out.int64("microTicks", microTicks[i]);
            out.endItem();
        }
        out.endGroup();
    }
}

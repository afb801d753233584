package dev.flowmaker.replay.explain;

import dev.flowmaker.core.engine.QuoteLine;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.quote.PartKind;
import dev.flowmaker.replay.explain.Explanation.Part;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A quote's price as the sum of its parts, in the order in which it is made. */
final class PriceSum {
    private static final List<PartKind> ORDER = List.of(
            PartKind.MID,
            PartKind.ALPHA,
            PartKind.DRIFT,
            PartKind.INVENTORY,
            PartKind.HALF_SPREAD,
            PartKind.VOLATILITY,
            PartKind.QUEUE,
            PartKind.FEE_FLOOR,
            PartKind.ADVERSE_SELECTION,
            PartKind.LEVEL_OFFSET,
            PartKind.BREAKER,
            PartKind.PRICE_LIMIT,
            PartKind.POST_ONLY,
            PartKind.ROUNDING);
    /** Told only where they did something. */
    private static final Set<PartKind> RARE = EnumSet.of(PartKind.DRIFT, PartKind.QUEUE, PartKind.BREAKER);

    private PriceSum() {}

    /** Every part, those of rare features only where they are not 0; empty when there is no price. */
    static List<Part> of(QuoteLine line) {
        List<Part> parts = new ArrayList<>();
        if (line.priceTicks == Instrument.NO_PRICE) {
            return parts;
        }
        Set<PartKind> left = EnumSet.allOf(PartKind.class);
        for (PartKind kind : ORDER) {
            left.remove(kind);
            if (!RARE.contains(kind) || line.parts.get(kind) != 0) {
                parts.add(new Part(kind, line.parts.get(kind)));
            }
        }
        for (PartKind kind : left) {
            if (line.parts.get(kind) != 0) {
                parts.add(new Part(kind, line.parts.get(kind)));
            }
        }
        return parts;
    }
}

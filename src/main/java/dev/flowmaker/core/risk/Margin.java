package dev.flowmaker.core.risk;

import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.Wide;

/** Sums of margin accounts: what a position needs, and how far the price is at which it is closed by force. */
public final class Margin {
    private static final long BILLION = 1_000_000_000L;

    private Margin() {}

    /** A share of a value, rounded up. */
    public static long requiredQuanta(long valueQuanta, long ppb) {
        return -Wide.multiplyDivideFloor(-valueQuanta, ppb, BILLION);
    }

    /** Value over equity in thousandths, rounded up; {@code Long.MAX_VALUE} when there is value and no equity. */
    public static long leverageMilli(long valueQuanta, long equityQuanta) {
        if (valueQuanta == 0) {
            return 0;
        }
        return equityQuanta <= 0 ? Long.MAX_VALUE : -Wide.multiplyDivideFloor(-valueQuanta, 1000, equityQuanta);
    }

    /**
     * How far the mark may move against a position until the equity is the maintenance margin, billionths of the mark,
     * rounded down; {@code Long.MAX_VALUE} when no price does that, negative when it is past. With equity E, value V and
     * maintenance margin m of it, E − mV over V − mV for a long and V + mV for a short linear position, over V + E for a
     * long and V − E for a short inverse one: a coin that falls takes the margin along.
     *
     * @param side BUY for a long position
     * @param equityQuanta what other positions need for their maintenance taken off
     */
    public static long liquidationPpb(
            ContractKind kind, Side side, long valueQuanta, long equityQuanta, long maintenancePpb) {
        if (valueQuanta == 0) {
            return Long.MAX_VALUE;
        }
        long maintenance = requiredQuanta(valueQuanta, maintenancePpb);
        boolean inverse = kind == ContractKind.INVERSE;
        long moves = inverse ? equityQuanta : -maintenance;
        long divisor = valueQuanta + side.sign() * moves;
        long spare = equityQuanta - maintenance;
        if (divisor <= 0) {
            return spare < 0 ? -BILLION : Long.MAX_VALUE;
        }
        boolean beyond = spare > 0 && spare / divisor >= Integer.MAX_VALUE;
        return beyond ? Long.MAX_VALUE : Wide.multiplyDivideFloor(spare, BILLION, divisor);
    }
}

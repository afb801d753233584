package dev.flowmaker.core;

/**
 * What one unit of quantity stands for, and what margin it needs.
 *
 * @param kind of the market
 * @param size of one contract: base of a linear one, quote of an inverse one; 1 of a spot market
 * @param initialMarginPpb least equity for each unit of value to open a position with, billionths; 0 of a spot market
 * @param maintenanceMarginPpb equity for each unit of value below which the venue closes it, billionths
 */
public record Contract(ContractKind kind, Decimal size, long initialMarginPpb, long maintenanceMarginPpb) {
    /** Nothing but the asset itself. */
    public static final Contract SPOT = new Contract(ContractKind.SPOT, new Decimal(1, 0), 0, 0);

    public boolean isPerpetual() {
        return kind != ContractKind.SPOT;
    }

    public boolean isInverse() {
        return kind == ContractKind.INVERSE;
    }

    /** How value and position go together: 1, and of an inverse contract -1, a long position of which is short of value. */
    public int direction() {
        return isInverse() ? -1 : 1;
    }
}

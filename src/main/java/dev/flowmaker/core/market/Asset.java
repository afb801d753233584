package dev.flowmaker.core.market;

import dev.flowmaker.core.Decimal;

/**
 * Something an account holds.
 *
 * @param code the venue's code, such as {@code BTC}
 * @param scale its quantum is 10^-scale of a unit; every ledger, fee and balance counts quanta
 * @param venue index of the venue that it is held at: the same code at another is another asset
 */
public record Asset(String code, int scale, int venue) {
    /** Of the only venue. */
    public Asset(String code, int scale) {
        this(code, scale, 0);
    }

    /** {@code quanta} in plain digits with the code. */
    public String text(long quanta) {
        return Decimal.text(quanta, scale) + " " + code;
    }
}

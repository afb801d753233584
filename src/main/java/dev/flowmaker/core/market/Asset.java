package dev.flowmaker.core.market;

import dev.flowmaker.core.Decimal;

/**
 * Something an account holds.
 *
 * @param code the venue's code, such as {@code BTC}
 * @param scale its quantum is 10^-scale of a unit; every ledger, fee and balance counts quanta
 */
public record Asset(String code, int scale) {
    /** {@code quanta} in plain digits with the code. */
    public String text(long quanta) {
        return Decimal.text(quanta, scale) + " " + code;
    }
}

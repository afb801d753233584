package dev.flowmaker.config;

import java.math.BigDecimal;

/**
 * A quantity of an asset as written, not yet in lots or quanta.
 *
 * @param value the number
 * @param asset the asset's code
 */
public record Amount(BigDecimal value, String asset) {
    @Override
    public String toString() {
        return value.toPlainString() + " " + asset;
    }
}

package dev.flowmaker.core.market;

import dev.flowmaker.core.ContractKind;

/**
 * A market's name taken apart: {@code BTC/USDT} is a spot market, {@code BTC/USDT:USDT} a linear perpetual,
 * {@code BTC/USD:BTC} an inverse one: what follows the colon is what it is settled in.
 *
 * @param base what is priced
 * @param quote what the price is in
 * @param settlement what profit and loss are paid in; of a spot market its quote
 * @param kind by what it is settled in
 */
public record Symbol(String base, String quote, String settlement, ContractKind kind) {
    /** How a name looks. */
    public static final String PATTERN = "[A-Z0-9]{2,12}/[A-Z0-9]{2,12}(:[A-Z0-9]{2,12})?";

    /**
     * Reads a market's name.
     *
     * @throws IllegalArgumentException when it is no such name, or settled in neither its base nor its quote
     */
    public static Symbol parse(String text) {
        if (!text.matches(PATTERN)) {
            throw new IllegalArgumentException('"' + text
                    + "\" is not a market such as BTC/USDT, or a perpetual such as BTC/USDT:USDT or BTC/USD:BTC");
        }
        int slash = text.indexOf('/');
        int colon = text.indexOf(':');
        String base = text.substring(0, slash);
        if (colon < 0) {
            String quote = text.substring(slash + 1);
            return new Symbol(base, quote, quote, ContractKind.SPOT);
        }
        String quote = text.substring(slash + 1, colon);
        String settlement = text.substring(colon + 1);
        if (settlement.equals(quote)) {
            return new Symbol(base, quote, settlement, ContractKind.LINEAR);
        }
        if (settlement.equals(base)) {
            return new Symbol(base, quote, settlement, ContractKind.INVERSE);
        }
        throw new IllegalArgumentException('"' + text + "\" is settled in neither " + base + " nor " + quote
                + ": such contracts, quantos, are not supported");
    }

    public boolean isPerpetual() {
        return kind != ContractKind.SPOT;
    }

    /** As it is written. */
    public String text() {
        return base + "/" + quote + (isPerpetual() ? ":" + settlement : "");
    }
}

package dev.flowmaker.research.tape;

import java.util.List;
import java.util.Locale;

/** What is traded for what, and what a perpetual is settled in; empty of a spot market. */
record Pair(String base, String quote, String settlement) {
    /** Assets that prices are in, longest first where one ends another. */
    private static final List<String> QUOTES = List.of(
            "FDUSD", "USDT", "USDC", "BUSD", "TUSD", "USD", "EUR", "GBP", "TRY", "BRL", "JPY", "BTC", "ETH", "BNB",
            "DAI");

    /** A spot market. */
    Pair(String base, String quote) {
        this(base, quote, "");
    }

    String symbol() {
        return base + "/" + quote + (settlement.isEmpty() ? "" : ":" + settlement);
    }

    /** Reads {@code BASE/QUOTE} or {@code BASE/QUOTE:SETTLEMENT}. */
    static Pair parse(String symbol) {
        int slash = symbol.indexOf('/');
        if (slash < 1 || slash == symbol.length() - 1) {
            throw new ImportException("'" + symbol + "' is not a market; write it like BTC/USDT");
        }
        int colon = symbol.indexOf(':', slash);
        return colon < 0
                ? new Pair(symbol.substring(0, slash), symbol.substring(slash + 1))
                : new Pair(symbol.substring(0, slash), symbol.substring(slash + 1, colon), symbol.substring(colon + 1));
    }

    /**
     * Takes a venue's name for a market apart: {@code BTCUSDT}, {@code BTC-USD}, {@code BTC-USDT-SWAP}, {@code XBT/USD},
     * {@code BTC-PERPETUAL}. Where nothing in it is an asset that prices are in, they are taken to be dollars.
     */
    static Pair ofVenue(String venueSymbol) {
        String[] parts = venueSymbol.toUpperCase(Locale.ROOT).split("[-_/:]", -1);
        if (parts.length > 1 && !parts[0].isEmpty() && QUOTES.contains(parts[1])) {
            return new Pair(parts[0], parts[1]);
        }
        String plain = parts[0];
        for (String quote : QUOTES) {
            if (plain.endsWith(quote) && plain.length() > quote.length()) {
                return new Pair(plain.substring(0, plain.length() - quote.length()), quote);
            }
        }
        if (plain.isEmpty()) {
            throw new ImportException("cannot tell base from quote in '" + venueSymbol
                    + "'; name them with --symbol, like --symbol BTC/USDT");
        }
        return new Pair(plain, "USD");
    }
}

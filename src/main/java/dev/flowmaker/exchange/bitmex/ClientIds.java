package dev.flowmaker.exchange.bitmex;

import dev.flowmaker.exchange.FillInfo;

/** What clients call their orders, which need no name. The exchange's orders do: those without one get one nobody sees. */
final class ClientIds {
    private static final int LONGEST = 36;
    private static final String UNNAMED = "\u0001";

    private long unnamed;

    /** A name for an order that has none. */
    String next() {
        return UNNAMED + ++unnamed;
    }

    /** A client's own, checked. */
    static String checked(String id) {
        if (id.length() > LONGEST || id.startsWith(UNNAMED)) {
            throw ApiException.bad("Invalid clOrdID");
        }
        return id;
    }

    /** As clients see it. */
    static String shown(String clientId) {
        return clientId.startsWith(UNNAMED) || clientId.startsWith(FillInfo.FORCED) ? "" : clientId;
    }
}

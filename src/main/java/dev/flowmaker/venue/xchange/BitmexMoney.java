package dev.flowmaker.venue.xchange;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What BitMEX settles in.
 *
 * @param currency its unit in BitMEX's words, such as {@code XBt}, in which all amounts are whole
 * @param asset what it is so much of, such as {@code BTC}
 * @param scale one unit is 10^-scale of the asset
 */
record BitmexMoney(String currency, String asset, int scale) {
    /** The code everybody else uses: BitMEX calls bitcoin XBT, and writes units of settlement with a small letter. */
    static String code(String bitmex) {
        String capitals = bitmex.toUpperCase(Locale.ROOT);
        return capitals.equals("XBT") ? "BTC" : capitals;
    }

    /** All that a session settles in. */
    static final class All {
        static final All NONE = new All(List.of());

        private final Map<String, BitmexMoney> byCurrency = new HashMap<>();
        private final Map<String, BitmexMoney> byAsset = new HashMap<>();

        All(Collection<BitmexMoney> all) {
            for (BitmexMoney money : all) {
                byCurrency.put(money.currency, money);
                byAsset.put(money.asset, money);
            }
        }

        /** The one that BitMEX calls so, or null. */
        @Nullable
        BitmexMoney of(String currency) {
            return byCurrency.get(currency);
        }

        /** What is settled in an asset of the session. */
        BitmexMoney ofAsset(String asset) {
            BitmexMoney money = byAsset.get(asset);
            if (money == null) {
                throw new IllegalArgumentException("nothing is settled in " + asset);
            }
            return money;
        }
    }
}

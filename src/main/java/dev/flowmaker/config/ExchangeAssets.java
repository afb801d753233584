package dev.flowmaker.config;

import dev.flowmaker.core.market.Asset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The assets of a local exchange, each at its index, as its markets and accounts name them. */
final class ExchangeAssets {
    private static final int SCALE = 8;

    private final ExchangeSpec.Protocol protocol;
    private final Map<String, Integer> indexByCode = new LinkedHashMap<>();
    private final List<Asset> list = new ArrayList<>();

    ExchangeAssets(ExchangeSpec.Protocol protocol) {
        this.protocol = protocol;
    }

    /** Index of an asset; a new one is added. */
    int index(String code) {
        return index(new Asset(code, scale(code)));
    }

    /** The same of a perpetual's position, which is counted in its own quanta. */
    int index(Asset asset) {
        Integer known = indexByCode.putIfAbsent(asset.code(), list.size());
        if (known != null) {
            return known;
        }
        list.add(asset);
        return list.size() - 1;
    }

    /** BitMEX counts bitcoin in satoshi and the dollars that contracts are settled in by the millionth. */
    private int scale(String code) {
        return protocol == ExchangeSpec.Protocol.BITMEX && !code.equals("BTC") ? 6 : SCALE;
    }

    List<Asset> list() {
        return List.copyOf(list);
    }
}

package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kraken's names and ours. An asset has two, such as XXBT and XBT, and Bitcoin and Dogecoin are called otherwise by everybody
 * else; a market has three: XXBTZUSD in the list of markets, XBTUSD in requests and orders, XBT/USD in streams.
 */
final class KrakenNames {
    private static final Map<String, String> OTHERWISE = Map.of("XBT", "BTC", "XDG", "DOGE");

    private final Map<String, String> assetByName = new HashMap<>();
    private final Map<String, Integer> decimals = new HashMap<>();
    private final Map<String, String> pairByName = new HashMap<>();
    private final Map<String, String> streamByPair = new HashMap<>();

    /**
     * @param assets Kraken's list of assets
     * @param pairs its list of markets
     */
    KrakenNames(JsonNode assets, JsonNode pairs) {
        assets.properties().forEach(asset -> {
            String code = ours(BinanceJson.text(asset.getValue(), "altname"));
            assetByName.put(asset.getKey(), code);
            decimals.put(code, Math.toIntExact(BinanceJson.id(asset.getValue(), "decimals")));
        });
        pairs.properties().forEach(pair -> {
            String name = BinanceJson.text(pair.getValue(), "altname");
            pairByName.put(pair.getKey(), name);
            pairByName.put(name, name);
            // Markets without a stream, such as those out of sight, have none.
            String stream = pair.getValue().path("wsname").asText();
            if (!stream.isEmpty()) {
                pairByName.put(stream, name);
                streamByPair.put(name, stream);
            }
        });
    }

    private static String ours(String name) {
        return OTHERWISE.getOrDefault(name, name);
    }

    /** Our code of an asset that Kraken names so, such as BTC of XXBT; null when it has no such asset. */
    @Nullable
    String asset(String name) {
        return assetByName.get(name);
    }

    /** Decimals that Kraken counts an asset of ours in. */
    int decimals(String code) {
        return decimals.getOrDefault(code, 0);
    }

    /** Our symbol of a market, such as BTC/USD of XBT/USD. */
    static String symbol(String streamName) {
        int slash = streamName.indexOf('/');
        return slash < 0 ? "" : ours(streamName.substring(0, slash)) + "/" + ours(streamName.substring(slash + 1));
    }

    /** The name that requests have for a market, whichever of its names this is; what is unknown stays as it is. */
    String pair(String name) {
        return pairByName.getOrDefault(name, name);
    }

    /** The name that streams have for it. */
    String stream(String pair) {
        return streamByPair.getOrDefault(pair, pair);
    }
}

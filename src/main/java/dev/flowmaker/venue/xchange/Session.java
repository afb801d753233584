package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.ClientIds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The session's assets and markets by the venue's names, and our order ids in its texts. */
final class Session {
    /** A market with its conversions. */
    record Market(Instrument instrument, Units units) {
        int index() {
            return instrument.market();
        }

        String venueSymbol() {
            return instrument.venueSymbol();
        }
    }

    static final int NO_ASSET = -1;

    private final List<Asset> assets;
    private final List<Market> markets;
    private final Map<String, Market> marketByVenueSymbol = new HashMap<>();
    private final Map<String, Integer> assetByCode = new HashMap<>();
    private final ClientIds ids;

    Session(ClientIds ids, List<Asset> assets, List<Instrument> instruments) {
        this.assets = assets;
        this.ids = ids;
        markets = instruments.stream()
                .map(instrument -> new Market(instrument, new Units(instrument)))
                .toList();
        for (Market market : markets) {
            marketByVenueSymbol.put(market.venueSymbol(), market);
        }
        for (int i = 0; i < assets.size(); i++) {
            assetByCode.put(assets.get(i).code(), i);
        }
    }

    Market market(int index) {
        return markets.get(index);
    }

    /** The market the venue calls so, or null when it is not of this session. */
    @Nullable
    Market market(String venueSymbol) {
        return marketByVenueSymbol.get(venueSymbol);
    }

    List<Instrument> instruments() {
        return markets.stream().map(Market::instrument).toList();
    }

    List<Asset> assets() {
        return assets;
    }

    Asset asset(int index) {
        return assets.get(index);
    }

    /** The asset's index, or {@link #NO_ASSET}. */
    int assetIndex(String code) {
        return assetByCode.getOrDefault(code, NO_ASSET);
    }

    String clientId(long orderId) {
        return ids.text(orderId);
    }

    /** Our order id, or 0 when the order is not of this daemon's. */
    long orderId(String clientId) {
        return ids.orderId(clientId);
    }
}

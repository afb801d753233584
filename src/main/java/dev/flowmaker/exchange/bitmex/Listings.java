package dev.flowmaker.exchange.bitmex;

import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.MarketSetup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The markets by name. */
final class Listings {
    private final List<Listing> all = new ArrayList<>();
    private final Map<String, Listing> bySymbol = new LinkedHashMap<>();

    Listings(ExchangeSettings settings) {
        for (MarketSetup market : settings.markets()) {
            Listing listing = new Listing(market.instrument());
            all.add(listing);
            if (bySymbol.put(listing.symbol(), listing) != null) {
                throw new IllegalArgumentException("two markets are called " + listing.symbol());
            }
        }
    }

    List<Listing> all() {
        return all;
    }

    Listing get(int market) {
        return all.get(market);
    }

    @Nullable
    Listing find(String symbol) {
        return bySymbol.get(symbol);
    }

    /** The market that a request must name. */
    Listing required(Params params) {
        String symbol = params.optional("symbol");
        if (symbol == null) {
            throw ApiException.bad("'symbol' is a required arg.");
        }
        Listing listing = find(symbol);
        if (listing == null) {
            throw ApiException.bad("Invalid symbol");
        }
        return listing;
    }

    /** The market that a request names, or all; none of a name that is not known. */
    List<Listing> selected(Params params) {
        String symbol = params.optional("symbol");
        if (symbol == null) {
            return all;
        }
        Listing listing = find(symbol);
        return listing == null ? List.of() : List.of(listing);
    }
}

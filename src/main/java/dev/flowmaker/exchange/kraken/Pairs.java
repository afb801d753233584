package dev.flowmaker.exchange.kraken;

import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.MarketSetup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The markets by name. Requests may use any of a pair's three names, feeds only the one with a stroke. */
final class Pairs {
    private final List<Pair> all = new ArrayList<>();
    private final Map<String, Pair> byName = new LinkedHashMap<>();
    private final Map<String, Pair> byFeedName = new LinkedHashMap<>();
    private IntPredicate gone = market -> false;

    Pairs(ExchangeSettings settings) {
        for (MarketSetup market : settings.markets()) {
            Pair pair = new Pair(market.instrument());
            all.add(pair);
            byName.put(pair.name(), pair);
            byName.put(pair.alternative(), pair);
            byName.put(pair.feedName(), pair);
            if (byFeedName.put(pair.feedName(), pair) != null) {
                throw new IllegalArgumentException("two markets are called " + pair.feedName());
            }
        }
    }

    /** Markets that are not there any more. */
    void without(IntPredicate notThere) {
        gone = notThere;
    }

    /** Those that are gone too. */
    List<Pair> all() {
        return all;
    }

    Pair get(int market) {
        return all.get(market);
    }

    @Nullable
    Pair ofFeed(String name) {
        return there(byFeedName.get(name));
    }

    private @Nullable Pair there(@Nullable Pair pair) {
        return pair == null || gone.test(pair.market()) ? null : pair;
    }

    /** The pair a request must name. */
    Pair required(Form form) {
        return known(form.text("pair"));
    }

    /** The pairs a request names, separated by commas; all of them when it names none. */
    List<Pair> selected(Form form) {
        String names = form.optional("pair");
        if (names == null) {
            return all.stream().filter(pair -> there(pair) != null).toList();
        }
        List<Pair> selected = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            Pair pair = known(name);
            if (!selected.contains(pair)) {
                selected.add(pair);
            }
        }
        return selected;
    }

    private Pair known(String name) {
        Pair pair = there(byName.get(name));
        if (pair == null) {
            throw KrakenException.of("EQuery:Unknown asset pair");
        }
        return pair;
    }
}

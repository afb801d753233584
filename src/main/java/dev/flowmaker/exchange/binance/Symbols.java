package dev.flowmaker.exchange.binance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.door.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The markets by name. */
final class Symbols {
    private static final String RANGE = "^[A-Z0-9-_.]{1,20}$";
    private static final Pattern LEGAL = Pattern.compile(RANGE);

    private final List<Symbol> all = new ArrayList<>();
    private final Map<String, Symbol> byName = new LinkedHashMap<>();
    private IntPredicate gone = market -> false;

    Symbols(ExchangeSettings settings) {
        for (MarketSetup market : settings.markets()) {
            Symbol symbol = new Symbol(market.instrument(), market.source() instanceof MarketSource.Capture);
            all.add(symbol);
            if (byName.put(symbol.name(), symbol) != null) {
                throw new IllegalArgumentException("two markets are called " + symbol.name());
            }
        }
    }

    /** Markets that are not there any more. */
    void without(IntPredicate notThere) {
        gone = notThere;
    }

    List<Symbol> all() {
        return all;
    }

    Symbol get(int market) {
        return all.get(market);
    }

    @Nullable
    Symbol find(String name) {
        return byName.get(name);
    }

    /** The symbol a request must name. */
    Symbol required(Params params) {
        return known(params.text("symbol"));
    }

    /** The symbol a request may name, or null. */
    @Nullable
    Symbol optional(Params params) {
        String name = params.optional("symbol");
        return name == null ? null : known(name);
    }

    /** The symbols a request is about: {@code symbol}, {@code symbols}, or all of them. */
    List<Symbol> selected(Params params) {
        String names = params.optional("symbols");
        Symbol one = optional(params);
        if (names != null && one != null) {
            throw ApiException.bad(-1128, "Combination of optional parameters invalid.");
        }
        if (one != null) {
            return List.of(one);
        }
        return names == null
                ? all.stream().filter(symbol -> !gone.test(symbol.market())).toList()
                : parse(names);
    }

    private List<Symbol> parse(String names) {
        JsonNode array;
        try {
            array = Json.parse(names);
        } catch (JsonProcessingException malformed) {
            array = Json.object();
        }
        if (!array.isArray() || array.isEmpty()) {
            throw ApiException.illegal("symbols", "^\\[(\"[A-Z0-9-_.]{1,20}\"(,\"[A-Z0-9-_.]{1,20}\"){0,}){0,1}\\]$");
        }
        List<Symbol> symbols = new ArrayList<>();
        for (JsonNode name : array) {
            Symbol symbol = known(name.asText());
            if (symbols.contains(symbol)) {
                throw ApiException.bad(-1151, "Symbol is present multiple times in the list.");
            }
            symbols.add(symbol);
        }
        return symbols;
    }

    private Symbol known(String name) {
        if (!LEGAL.matcher(name).matches()) {
            throw ApiException.illegal("symbol", RANGE);
        }
        Symbol symbol = byName.get(name);
        if (symbol == null || gone.test(symbol.market())) {
            throw ApiException.bad(-1121, "Invalid symbol.");
        }
        return symbol;
    }
}

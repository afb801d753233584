package dev.flowmaker.config;

import com.typesafe.config.ConfigObject;
import dev.flowmaker.core.market.TouchFeed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is recorded, from which venue, and where to. A daemon's configuration will do: what it says of trading is not looked at.
 *
 * @param name of the tape's folder
 * @param symbols the markets
 * @param touchSymbols those of them whose best prices are recorded too
 * @param depth levels of each side of a book
 * @param effective the whole configuration with every default, as JSON; it holds no secrets
 */
public record RecordSettings(
        String name,
        JournalSettings journal,
        VenueSettings venue,
        LoopSettings loop,
        LogSettings log,
        List<String> symbols,
        List<String> touchSymbols,
        int depth,
        String effective) {
    private static final int DEEPEST = 1000;

    public RecordSettings {
        symbols = List.copyOf(symbols);
        touchSymbols = List.copyOf(touchSymbols);
    }

    static RecordSettings read(Section at, ConfigObject reference, String effective) {
        allowAll(at, reference);
        String name = DaemonSettings.name(at);
        List<String> symbols = new ArrayList<>();
        List<String> touchSymbols = new ArrayList<>();
        ConfigObject defaults = at.value("market-defaults") instanceof ConfigObject block
                ? block
                : at.object().withOnlyKey("");
        Set<String> seen = new HashSet<>();
        for (Section market : at.sections("markets", at.object().withOnlyKey(""), defaults)) {
            allowAll(market, defaults);
            String symbol = MarketSpec.symbol(market);
            if (market.sound("symbol") && !seen.add(symbol)) {
                market.problem("symbol", symbol + " is there twice");
            }
            symbols.add(symbol);
            if (MarketSpec.book(market.section("book")).touch() == TouchFeed.MERGED) {
                touchSymbols.add(symbol);
            }
        }
        if (symbols.isEmpty() && at.sound("markets")) {
            at.problem("markets", "is empty: name at least one market");
        }
        return new RecordSettings(
                name,
                JournalSettings.read(at.section("journal"), name),
                VenueSettings.read(at.section("venue")),
                LoopSettings.read(at.section("loop")),
                LogSettings.read(at.section("log")),
                symbols,
                touchSymbols,
                depth(at.section("record")),
                effective);
    }

    static int depth(Section at) {
        return at.count("depth", 1, DEEPEST);
    }

    private static void allowAll(Section at, ConfigObject known) {
        known.keySet().forEach(at::value);
    }
}

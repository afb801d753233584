package dev.flowmaker.config;

import com.typesafe.config.ConfigObject;
import dev.flowmaker.core.market.TouchFeed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is recorded, from which venues, and where to. A daemon's configuration will do: what it says of trading is not looked at.
 *
 * @param name of the tape's folder
 * @param venues the venues, by index
 * @param markets the markets, in their order
 * @param depth levels of each side of a book
 * @param effective the whole configuration with every default, as JSON; it holds no secrets
 */
public record RecordSettings(
        String name,
        JournalSettings journal,
        List<VenueSettings> venues,
        LoopSettings loop,
        LogSettings log,
        List<Recorded> markets,
        int depth,
        String effective) {
    private static final int DEEPEST = 1000;

    /**
     * A market.
     *
     * @param touch whether its best prices are recorded too
     * @param venue index of its venue
     */
    public record Recorded(String symbol, boolean touch, int venue) {}

    public RecordSettings {
        venues = List.copyOf(venues);
        markets = List.copyOf(markets);
    }

    /** The same of one venue and its markets alone. */
    public RecordSettings of(int venue) {
        List<Recorded> its =
                markets.stream().filter(market -> market.venue() == venue).toList();
        return new RecordSettings(name, journal, List.of(venues.get(venue)), loop, log, its, depth, effective);
    }

    /** What people call the venues. */
    public List<String> venueNames() {
        return VenueBlocks.names(venues);
    }

    /** Index of each market's venue, in the markets' order. */
    public List<Integer> venueOfMarkets() {
        return markets.stream().map(Recorded::venue).toList();
    }

    /** What the markets are called, with their venue where there are several. */
    public List<String> marketNames() {
        return markets.stream()
                .map(market -> VenueBlocks.marketName(market.symbol(), market.venue(), venueNames()))
                .toList();
    }

    /** The markets' symbols at their venues. */
    public List<String> symbols() {
        return markets.stream().map(Recorded::symbol).toList();
    }

    /** Symbols of the markets whose best prices are recorded. */
    public List<String> touchSymbols() {
        return markets.stream().filter(Recorded::touch).map(Recorded::symbol).toList();
    }

    static RecordSettings read(Section at, ConfigObject reference, String effective) {
        allowAll(at, reference);
        String name = DaemonSettings.name(at);
        List<Section> blocks = VenueBlocks.of(at);
        // Of requests that a recording does not make.
        blocks.forEach(block -> block.value("risk"));
        List<VenueSettings> venues = VenueBlocks.read(blocks);
        List<String> names = VenueBlocks.names(venues);
        List<Recorded> markets = new ArrayList<>();
        ConfigObject defaults = at.value("market-defaults") instanceof ConfigObject block
                ? block
                : at.object().withOnlyKey("");
        Set<String> seen = new HashSet<>();
        for (Section market : at.sections("markets", at.object().withOnlyKey(""), defaults)) {
            allowAll(market, defaults);
            String symbol = MarketSpec.symbol(market);
            int venue = VenueBlocks.indexOf(market, names);
            if (market.sound("symbol") && market.sound("venue") && !seen.add(venue + ":" + symbol)) {
                market.problem("symbol", symbol + " is there twice");
            }
            boolean touch = MarketSpec.book(market.section("book")).touch() == TouchFeed.MERGED;
            markets.add(new Recorded(symbol, touch, venue));
        }
        if (markets.isEmpty() && at.sound("markets")) {
            at.problem("markets", "is empty: name at least one market");
        }
        VenueBlocks.requireMarkets(
                at, venues, markets.stream().map(Recorded::venue).toList());
        return new RecordSettings(
                name,
                JournalSettings.read(at.section("journal"), name),
                venues,
                LoopSettings.read(at.section("loop")),
                LogSettings.read(at.section("log")),
                markets,
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

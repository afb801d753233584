package dev.flowmaker.config;

import com.typesafe.config.ConfigObject;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.SessionStarted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Everything a daemon is told, proved in itself; what depends on the venue's rules is resolved later.
 *
 * @param name the daemon's name: its journal's folder and part of its order ids
 * @param venues the venues, by index; of one mode
 * @param stopTimeoutNanos how long a stop waits for the venues to confirm that no order is left
 * @param simulation how backtests fill orders, and how long things are under way there
 * @param effective the whole configuration with every default, as JSON; it holds no secrets
 */
public record DaemonSettings(
        String name,
        JournalSettings journal,
        List<VenueSettings> venues,
        LoopSettings loop,
        AlertSettings alerts,
        LogSettings log,
        long stopTimeoutNanos,
        List<MarketSpec> markets,
        SharedRiskSpec risk,
        FeePriceSpec feePrices,
        SimulationSpec simulation,
        String effective) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");

    static String name(Section at) {
        return at.read("name", "", text -> {
            if (!NAME.matcher(text).matches()) {
                throw new IllegalArgumentException(Units.quoted(text)
                        + " is not a name: small letters, digits, dots and hyphens, at most 40, as it names a folder");
            }
            return text;
        });
    }

    static DaemonSettings read(Section at, String effective) {
        String name = name(at);
        // A recording's own: for the check of its keys.
        var unused = RecordSettings.depth(at.section("record"));
        List<Section> blocks = VenueBlocks.of(at);
        List<VenueSettings> venues = VenueBlocks.read(blocks);
        long stopTimeout = at.nanos("stop-timeout", 100_000_000L, 600_000_000_000L);
        if (at.sound("stop-timeout") && venues.stream().anyMatch(v -> stopTimeout < v.requestTimeoutNanos())) {
            at.problem("stop-timeout", "is less than venue.request-timeout: no cancel could be waited for");
        }
        List<MarketSpec> markets = markets(at, venues);
        if (venues.stream().anyMatch(venue -> venue.mode() == VenueSettings.Mode.LIVE)) {
            LiveLimits.check(at, markets);
        }
        return new DaemonSettings(
                name,
                JournalSettings.read(at.section("journal"), name),
                venues,
                LoopSettings.read(at.section("loop")),
                AlertSettings.read(at.section("alerts")),
                LogSettings.read(at.section("log")),
                stopTimeout,
                markets,
                new SharedRiskSpec(at.section("risk"), blocks, markets),
                new FeePriceSpec(at),
                SimulationSpec.read(
                        at.section("simulation"),
                        venues.stream().anyMatch(venue -> venue.mode() == VenueSettings.Mode.PAPER)),
                effective);
    }

    /** The environment variables that hold secrets. */
    public Set<String> secretVariables() {
        Set<String> names = new HashSet<>();
        names.add(alerts.webhookEnv());
        for (VenueSettings venue : venues) {
            names.add(venue.credentials().keyEnv());
            names.add(venue.credentials().secretEnv());
        }
        names.remove("");
        return names;
    }

    /** What every venue is: real, a test, or paper. */
    public VenueSettings.Mode mode() {
        return venues.get(0).mode();
    }

    /**
     * The one venue.
     *
     * @throws IllegalStateException when there are several: ask {@link #of} for the part of each
     */
    public VenueSettings venue() {
        if (venues.size() != 1) {
            throw new IllegalStateException(venues.size() + " venues");
        }
        return venues.get(0);
    }

    /** What people call the venues. */
    public List<String> venueNames() {
        return VenueBlocks.names(venues);
    }

    /** The same for one venue and its markets alone, as whoever speaks with it needs it. */
    public DaemonSettings of(int venue) {
        List<MarketSpec> its =
                markets.stream().filter(market -> market.venue == venue).toList();
        return new DaemonSettings(
                name,
                journal,
                List.of(venues.get(venue)),
                loop,
                alerts,
                log,
                stopTimeoutNanos,
                its,
                risk.of(venue),
                feePrices,
                simulation,
                effective);
    }

    /** Index of each market's venue, in the markets' order. */
    public List<Integer> venueOfMarkets() {
        return markets.stream().map(market -> market.venue).toList();
    }

    /** The markets that are traded, in their order. */
    public List<String> symbols() {
        return markets.stream().map(MarketSpec::symbol).toList();
    }

    /** The engine's settings, by the rules of the venues that the record describes; problems name file and line. */
    public EngineSettings resolve(SessionStarted started) {
        Problems problems = markets.get(0).at.problems();
        return EngineSettingsFactory.resolve(
                started,
                venues.stream().map(VenueSettings::terms).toList(),
                stopTimeoutNanos,
                markets,
                risk,
                feePrices,
                problems);
    }

    /** Every market, on top of the block that holds what they share. */
    static List<MarketSpec> markets(Section at, List<VenueSettings> venues) {
        ConfigObject defaults = at.object().withOnlyKey("");
        if (at.value("market-defaults") instanceof ConfigObject block) {
            defaults = block;
        } else {
            at.problem("market-defaults", "must be a block: market-defaults { … }");
        }
        List<MarketSpec> markets = new ArrayList<>();
        Set<String> symbols = new HashSet<>();
        List<String> names = VenueBlocks.names(venues);
        for (Section section : at.sections("markets", at.object().withOnlyKey(""), defaults)) {
            MarketSpec market = new MarketSpec(section, names);
            markets.add(market);
            if (market.venue >= venues.size()) {
                continue;
            }
            VenueSettings venue = venues.get(market.venue);
            if (section.sound("symbol")
                    && section.sound("venue")
                    && !symbols.add(VenueBlocks.marketName(market.symbol(), market.venue, names))) {
                section.problem("symbol", market.symbol() + " is there twice");
            }
            if (market.orderAt.sound("ack-timeout") && market.order.ackTimeoutNanos() <= venue.requestTimeoutNanos()) {
                market.orderAt.problem(
                        "ack-timeout",
                        "is not more than venue.request-timeout: the engine would give up before the request does");
            }
            if (market.orderAt.sound("settled-after")
                    && market.order.settledAfterNanos() <= venue.receiveWindowNanos()) {
                market.orderAt.problem(
                        "settled-after",
                        "is not more than venue.receive-window: a placement on its way could still reach the book");
            }
        }
        if (markets.isEmpty() && at.sound("markets")) {
            at.problem("markets", "is empty: name at least one market");
        }
        VenueBlocks.requireMarkets(
                at, venues, markets.stream().map(market -> market.venue).toList());
        return markets;
    }
}

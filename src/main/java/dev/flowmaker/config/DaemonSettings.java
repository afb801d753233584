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
 * @param stopTimeoutNanos how long a stop waits for the venue to confirm that no order is left
 * @param simulation how backtests fill orders, and how long things are under way there
 * @param effective the whole configuration with every default, as JSON; it holds no secrets
 */
public record DaemonSettings(
        String name,
        JournalSettings journal,
        VenueSettings venue,
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
        VenueSettings venue = VenueSettings.read(at.section("venue"));
        long stopTimeout = at.nanos("stop-timeout", 100_000_000L, 600_000_000_000L);
        if (at.sound("stop-timeout") && stopTimeout < venue.requestTimeoutNanos()) {
            at.problem("stop-timeout", "is less than venue.request-timeout: no cancel could be waited for");
        }
        List<MarketSpec> markets = markets(at, venue);
        if (venue.mode() == VenueSettings.Mode.LIVE) {
            LiveLimits.check(at, markets);
        }
        return new DaemonSettings(
                name,
                JournalSettings.read(at.section("journal"), name),
                venue,
                LoopSettings.read(at.section("loop")),
                AlertSettings.read(at.section("alerts")),
                LogSettings.read(at.section("log")),
                stopTimeout,
                markets,
                new SharedRiskSpec(at.section("risk"), markets),
                new FeePriceSpec(at),
                SimulationSpec.read(at.section("simulation"), venue.mode() == VenueSettings.Mode.PAPER),
                effective);
    }

    /** The environment variables that hold secrets. */
    public Set<String> secretVariables() {
        Set<String> names = new HashSet<>(
                List.of(venue.credentials().keyEnv(), venue.credentials().secretEnv(), alerts.webhookEnv()));
        names.remove("");
        return names;
    }

    /** The markets that are traded, in their order. */
    public List<String> symbols() {
        return markets.stream().map(MarketSpec::symbol).toList();
    }

    /** The engine's settings, by the rules of the venue that the record describes; problems name file and line. */
    public EngineSettings resolve(SessionStarted started) {
        Problems problems = markets.get(0).at.problems();
        return EngineSettingsFactory.resolve(
                started,
                venue.account() == VenueSettings.Account.DEDICATED,
                stopTimeoutNanos,
                venue.reconcile(),
                venue.switchNanos(),
                markets,
                risk,
                feePrices,
                problems);
    }

    /** Every market, on top of the block that holds what they share. */
    static List<MarketSpec> markets(Section at, VenueSettings venue) {
        ConfigObject defaults = at.object().withOnlyKey("");
        if (at.value("market-defaults") instanceof ConfigObject block) {
            defaults = block;
        } else {
            at.problem("market-defaults", "must be a block: market-defaults { … }");
        }
        List<MarketSpec> markets = new ArrayList<>();
        Set<String> symbols = new HashSet<>();
        for (Section section : at.sections("markets", at.object().withOnlyKey(""), defaults)) {
            MarketSpec market = new MarketSpec(section);
            markets.add(market);
            if (section.sound("symbol") && !symbols.add(market.symbol())) {
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
        return markets;
    }
}

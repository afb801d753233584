package dev.flowmaker.config;

import dev.flowmaker.core.StateCopy;
import dev.flowmaker.core.engine.Changes;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.SessionStarted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A session's settings as operators have changed them: those of its first record, and every request since, one after the
 * other. Daemon and replay ask the same and get the same. One thread.
 */
public final class SettingsInForce implements Changes {
    /** What may be set while a session runs; the rest needs a new one. */
    private static final List<String> SETTABLE = List.of(
            "quote.",
            "alpha.",
            "order.requote-threshold",
            "order.min-age",
            "order.max-age",
            "order.resize-threshold",
            "order.pause-after-reject",
            "risk.max-order-size",
            "risk.max-order-notional",
            "risk.max-long",
            "risk.max-short",
            "risk.max-gross",
            "risk.price-collar",
            "risk.price-collar-trade",
            "risk.price-collar-reference",
            "risk.max-open-orders",
            "risk.order-to-trade.each",
            "risk.order-to-trade.free",
            "risk.widen-by",
            "risk.breakers.");

    private final SessionStarted started;
    private final Function<SessionStarted, EngineSettings> resolver;
    private EngineSettings settings;

    /**
     * @param record the session's first record, or its repetition in a later file; what is needed of it is copied
     * @param settings what the resolver makes of it
     * @param resolver a session's record to its settings
     */
    public SettingsInForce(
            SessionStarted record, EngineSettings settings, Function<SessionStarted, EngineSettings> resolver) {
        this.settings = settings;
        this.resolver = resolver;
        started = new SessionStarted();
        started.version = record.version;
        started.jdk = record.jdk;
        started.name = record.name;
        started.mode = record.mode;
        started.epoch = record.epoch;
        started.configuration = record.configuration;
        started.venues.addAll(record.venues);
        started.assets.addAll(record.assets);
        started.instruments.addAll(record.instruments);
    }

    /** The whole configuration as it is now, JSON. */
    public String configuration() {
        return started.configuration;
    }

    /**
     * Applies a request to set something.
     *
     * @throws IllegalArgumentException when it may not be; its message has a line for each reason
     */
    @Override
    public EngineSettings apply(OperatorRequest request) {
        String before = started.configuration;
        Map<String, String> changes = parse(request.parameters);
        try {
            requireSettable(changes);
            started.configuration = EngineSettingsFactory.changed(started, request.market, changes);
            EngineSettings next = resolver.apply(started);
            requireTighter(next);
            requireSameShape(next);
            settings = next;
            return next;
        } catch (ConfigurationException e) {
            started.configuration = before;
            throw new IllegalArgumentException(String.join("\n", e.problems()), e);
        } catch (RuntimeException e) {
            started.configuration = before;
            throw e instanceof IllegalArgumentException refused ? refused : new IllegalArgumentException(e);
        }
    }

    private static Map<String, String> parse(String parameters) {
        Map<String, String> changes = new LinkedHashMap<>();
        parameters.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException(
                        Units.quoted(line) + " is no KEY=VALUE, such as quote.half-spread=\"3 bps\"");
            }
            changes.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        });
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("nothing to set: write KEY=VALUE, such as quote.half-spread=\"3 bps\"");
        }
        return changes;
    }

    private static void requireSettable(Map<String, String> changes) {
        List<String> problems = new ArrayList<>();
        for (String key : changes.keySet()) {
            if (!key.matches("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*")) {
                problems.add(Units.quoted(key) + " is not a key of a market, such as quote.half-spread");
            } else if (key.startsWith("venue.")) {
                problems.add(key + " is not a key of a market: what a venue is needs a new session");
            } else if (isKnownButFixed(key)) {
                problems.add(key + ": cannot be set while the session runs: change the configuration and start again");
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    /** An unknown key is told by those who know the keys. */
    private static boolean isKnownButFixed(String key) {
        return SETTABLE.stream().noneMatch(each -> each.endsWith(".") ? key.startsWith(each) : key.equals(each))
                && Configuration.reference().root().toConfig().hasPathOrNull("flowmaker.market-defaults." + key);
    }

    /** A limit may be lowered in haste; to raise one, take the time to edit the configuration. */
    private void requireTighter(EngineSettings next) {
        TighterLimits tighter = new TighterLimits();
        for (int i = 0; i < next.markets().size(); i++) {
            MarketSettings now = settings.markets().get(i);
            tighter.compare(
                    now.instrument().symbol(), now.risk(), next.markets().get(i).risk());
        }
        if (!tighter.problems().isEmpty()) {
            throw new ConfigurationException(tighter.problems());
        }
    }

    /** What changes the kind of state the engine keeps cannot take over the state there is. */
    private void requireSameShape(EngineSettings next) {
        if (!shape(settings).equals(shape(next))) {
            throw new ConfigurationException(List.of(
                    "this changes what the engine must remember, and needs a new session: change the configuration and"
                            + " start again"));
        }
    }

    private static List<String> shape(EngineSettings settings) {
        StateCopy copy = new StateCopy();
        new Engine(settings, message -> {}).visitState(copy);
        return copy.names();
    }
}

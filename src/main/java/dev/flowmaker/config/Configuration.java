package dev.flowmaker.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A configuration file on top of {@code reference.conf}. The file alone decides: neither the environment nor system
 * properties change what it says, and an include reads files only.
 */
public final class Configuration {
    private static final String DAEMON = "flowmaker";
    private static final String EXCHANGE = "exchange";
    private static final String VENUE = "venue";
    private static final String VENUES = "venues";
    private static final String MARKETS = "markets";
    private static final String MARKET_DEFAULTS = "market-defaults";

    private final String source;
    private final Config written;
    private final ConfigObject merged;

    private Configuration(String source, Config written) {
        this.source = source;
        this.written = written;
        this.merged = written.withFallback(reference()).root();
    }

    /** Reads a file; problems are those of its syntax. */
    public static Configuration load(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new ConfigurationException(List.of(file
                    + ": no such file, or not readable: give the path of a configuration, such as conf/local.conf"));
        }
        return parse(
                file.toString(),
                () -> ConfigFactory.parseFile(
                        file.toFile(),
                        ConfigParseOptions.defaults()
                                .setSyntax(ConfigSyntax.CONF)
                                .setAllowMissing(false)
                                .setIncluder(new FileIncluder())));
    }

    /** Reads text, for tests and for what is put together in memory. */
    public static Configuration parse(String source, String text) {
        return parse(
                source,
                () -> ConfigFactory.parseString(
                        text,
                        ConfigParseOptions.defaults()
                                .setOriginDescription(source)
                                .setIncluder(new FileIncluder())));
    }

    private interface Source {
        Config read();
    }

    private static Configuration parse(String name, Source source) {
        try {
            return new Configuration(name, source.read().resolve(ConfigResolveOptions.noSystem()));
        } catch (ConfigException e) {
            String text = String.valueOf(e.getMessage()).lines().findFirst().orElse("cannot be read");
            if (e.origin() != null) {
                text = text.replace(e.origin().description() + ": ", "");
                text = Problems.where(e.origin()) + ": " + text;
            } else {
                text = name + ": " + text;
            }
            throw new ConfigurationException(List.of(text));
        }
    }

    /**
     * The same with keys of the daemon changed.
     *
     * @param changes keys of every market such as {@code quote.half-spread}, or from the top such as {@code
     *     flowmaker.simulation.fill-model}, and their new values
     */
    public Configuration with(Map<String, String> changes) {
        if (changes.isEmpty() || !written.hasPath(DAEMON + "." + MARKETS)) {
            return this;
        }
        Config changed = written;
        Map<String, String> ofMarkets = new LinkedHashMap<>(changes);
        for (Map.Entry<String, String> change : changes.entrySet()) {
            if (change.getKey().startsWith(DAEMON + ".")) {
                changed = changed.withValue(change.getKey(), value(change.getValue()));
                ofMarkets.remove(change.getKey());
            }
        }
        return new Configuration(source, withMarkets(changed, ofMarkets));
    }

    private static Config withMarkets(Config written, Map<String, String> changes) {
        List<ConfigValue> markets = new ArrayList<>();
        for (ConfigValue item : written.getList(DAEMON + "." + MARKETS)) {
            ConfigValue changed = item;
            for (Map.Entry<String, String> change : changes.entrySet()) {
                if (changed instanceof ConfigObject market) {
                    changed = market.toConfig()
                            .withValue(change.getKey(), value(change.getValue()))
                            .root();
                }
            }
            markets.add(changed);
        }
        return written.withValue(DAEMON + "." + MARKETS, ConfigValueFactory.fromIterable(markets));
    }

    /** As it would be written in a file: a list or number is one, everything else is text. */
    private static ConfigValue value(String text) {
        try {
            return ConfigFactory.parseString(
                            "value = " + text, ConfigParseOptions.defaults().setOriginDescription("the command line"))
                    .getValue("value");
        } catch (ConfigException e) {
            return ConfigValueFactory.fromAnyRef(text, "the command line");
        }
    }

    /** The daemon's part, or all its problems. */
    public DaemonSettings daemon() {
        Problems problems = new Problems();
        Section root = root(problems);
        if (!written.hasPath(DAEMON)) {
            problems.add(source + ": has no block flowmaker { … }: this is no daemon's configuration");
            problems.check();
        }
        Section at = root.section(DAEMON);
        DaemonSettings settings = DaemonSettings.read(at, effective());
        root.finish();
        problems.check();
        return settings;
    }

    /** What is to be recorded, or all its problems. */
    public RecordSettings recording() {
        Problems problems = new Problems();
        Section root = root(problems);
        if (!written.hasPath(DAEMON)) {
            problems.add(source + ": has no block flowmaker { … }: this says nothing of a recording");
            problems.check();
        }
        RecordSettings settings = RecordSettings.read(
                root.section(DAEMON), reference().getConfig(DAEMON).root(), effective());
        root.finish();
        problems.check();
        return settings;
    }

    /** The local exchange's part, or all its problems. */
    public ExchangeSpec exchange() {
        Problems problems = new Problems();
        Section root = root(problems);
        if (!written.hasPath(EXCHANGE)) {
            problems.add(source + ": has no block exchange { … }: this is no exchange's configuration");
            problems.check();
        }
        ExchangeSpec spec = ExchangeSpec.read(root.section(EXCHANGE));
        root.finish();
        problems.check();
        return spec;
    }

    /** Everything wrong in whichever parts there are; empty when all may be used. */
    public List<String> problems() {
        Set<String> problems = new LinkedHashSet<>();
        if (!hasDaemon() && !hasExchange()) {
            problems.add(source + ": has neither a block flowmaker { … } nor a block exchange { … }");
        }
        try {
            if (hasDaemon()) {
                var unused = daemon();
            }
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        }
        try {
            if (hasExchange()) {
                var unused = exchange();
            }
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        }
        return List.copyOf(problems);
    }

    public boolean hasDaemon() {
        return written.hasPath(DAEMON);
    }

    public boolean hasExchange() {
        return written.hasPath(EXCHANGE);
    }

    /** Every key a daemon reads, for the test that reference.conf has them all. */
    Set<String> knownKeys() {
        Problems ignored = new Problems();
        Section root = root(ignored);
        DaemonSettings.read(root.section(DAEMON), "");
        if (hasExchange()) {
            ExchangeSpec.read(root.section(EXCHANGE));
        }
        Set<String> known = new TreeSet<>();
        root.knownPaths(known);
        return known;
    }

    private Section root(Problems problems) {
        Section root = new Section(merged, "", problems);
        root.value(DAEMON);
        root.value(EXCHANGE);
        return root;
    }

    static Config reference() {
        return ConfigFactory.parseResources(Configuration.class.getClassLoader(), "reference.conf")
                .resolve(ConfigResolveOptions.noSystem());
    }

    /** The daemon's block with every default filled in, each market and each of several venues whole, as JSON of one line. */
    private String effective() {
        if (!(merged.get(DAEMON) instanceof ConfigObject block)) {
            return "{}";
        }
        ConfigObject whole = block.withoutKey(MARKET_DEFAULTS);
        if (block.get(MARKETS) instanceof ConfigList list
                && block.get(MARKET_DEFAULTS) instanceof ConfigObject defaults) {
            List<ConfigValue> markets = new ArrayList<>();
            list.forEach(item -> markets.add(item.withFallback(defaults)));
            whole = whole.withValue(MARKETS, ConfigValueFactory.fromIterable(markets));
        }
        if (block.get(VENUES) instanceof ConfigList list && !list.isEmpty()) {
            ConfigValue shared = block.get(VENUE);
            List<ConfigValue> venues = new ArrayList<>();
            list.forEach(item -> venues.add(shared instanceof ConfigObject ? item.withFallback(shared) : item));
            whole = whole.withoutKey(VENUE).withValue(VENUES, ConfigValueFactory.fromIterable(venues));
        }
        return whole.render(ConfigRenderOptions.concise());
    }
}

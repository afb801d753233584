package dev.flowmaker.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** In what the markets of two sessions' configurations differ. */
public final class Differences {
    private Differences() {}

    /**
     * A line for each key that both give to the same market, with other values.
     *
     * @param before the configuration in force at the end of a session, JSON
     * @param now that of another
     */
    public static List<String> between(String before, String now) {
        Map<String, Map<String, String>> old = markets(before);
        List<String> differences = new ArrayList<>();
        markets(now).forEach((symbol, keys) -> {
            Map<String, String> was = old.getOrDefault(symbol, Map.of());
            keys.forEach((key, value) -> {
                String other = was.getOrDefault(key, value);
                if (!other.equals(value)) {
                    differences.add(symbol + " " + key + " is " + value + " and was " + other);
                }
            });
        });
        return List.copyOf(differences);
    }

    private static Map<String, Map<String, String>> markets(String json) {
        Config config =
                ConfigFactory.parseString(json, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
        ConfigObject reference =
                Configuration.reference().getConfig("flowmaker").root();
        ConfigObject defaults = (ConfigObject)
                config.root().withFallback(reference).getOrDefault("market-defaults", reference.withOnlyKey(""));
        Map<String, Map<String, String>> bySymbol = new TreeMap<>();
        for (ConfigValue item : config.getList("markets")) {
            Config whole = ((ConfigObject) item).withFallback(defaults).toConfig();
            Map<String, String> values = new TreeMap<>();
            whole.entrySet()
                    .forEach(entry -> values.put(
                            entry.getKey(), String.valueOf(entry.getValue().unwrapped())));
            String venue = values.containsKey("venue") ? values.get("venue") + ":" : "";
            bySymbol.put(venue + values.getOrDefault("symbol", ""), values);
        }
        return bySymbol;
    }
}

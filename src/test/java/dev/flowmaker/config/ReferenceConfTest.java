package dev.flowmaker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The reference is the manual: it must name what is read, all of it and nothing else. */
class ReferenceConfTest {
    /** Read only to be refused. */
    private static final Set<String> REFUSED = Set.of("key", "secret", "api-key", "api-secret", "password", "webhook");

    private static final String EXCHANGE =
            "exchange { accounts = [ { name = a } ], markets = [ { symbol = BTC/USDT } ], happenings = [ { what = rules } ] }";

    @Test
    void shouldNameEveryKeyThatIsRead() {
        Set<String> read = new TreeSet<>();
        for (String key : Configuration.parse("test.conf", ConfigurationTest.GOOD + EXCHANGE)
                .knownKeys()) {
            if (!REFUSED.contains(key.substring(key.lastIndexOf('.') + 1))) {
                read.add(key.replace("markets[0]", "market-defaults")
                        .replace("accounts[0]", "account-defaults")
                        .replace("happenings[0]", "happening-defaults"));
            }
        }
        Set<String> documented = new TreeSet<>();
        collect(Configuration.reference().root(), "", documented);
        assertEquals(read, documented);
    }

    private static void collect(ConfigObject block, String path, Set<String> into) {
        for (Map.Entry<String, ConfigValue> entry : block.entrySet()) {
            String key = path + entry.getKey();
            into.add(key);
            if (entry.getValue() instanceof ConfigObject child) {
                collect(child, key + ".", into);
            }
        }
    }
}

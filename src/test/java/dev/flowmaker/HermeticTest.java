package dev.flowmaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import net.openhft.chronicle.core.analytics.AnalyticsFacade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither the tests nor the libraries get out: no name but loopback's resolves, and nothing phones home. */
class HermeticTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.binance.com",
                "stream.binance.com",
                "testnet.binance.vision",
                "api.kraken.com",
                "www.google-analytics.com",
                "example.org"
            })
    void shouldResolveNoNameButLoopbacks(String host) {
        assertThrows(UnknownHostException.class, () -> InetAddress.getByName(host));
    }

    @Test
    void shouldResolveLocalhostToLoopback() throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName("localhost")) {
            assertTrue(address.isLoopbackAddress(), address.toString());
        }
    }

    @Test
    void shouldHaveNoJarThatPhonesHomeOrIsNotNeeded() {
        List<String> jars = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(path -> new File(path).getName())
                .toList();
        assertTrue(jars.stream().anyMatch(jar -> jar.startsWith("chronicle-queue-")), jars.toString());
        for (String unwanted : List.of("chronicle-analytics", "commons-beanutils", "sbe-tool", "netty-all")) {
            assertFalse(jars.stream().anyMatch(jar -> jar.startsWith(unwanted)), unwanted);
        }
        assertThrows(ClassNotFoundException.class, () -> Class.forName("net.openhft.chronicle.analytics.Analytics"));
    }

    @Test
    void shouldTellChronicleNotToPhoneHome() {
        assertEquals("true", System.getProperty("chronicle.analytics.disable"));
        assertFalse(AnalyticsFacade.isEnabled());
    }
}

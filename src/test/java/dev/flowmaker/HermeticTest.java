package dev.flowmaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import net.openhft.chronicle.core.analytics.AnalyticsFacade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Neither the tests nor the libraries get out: no name but loopback's resolves, there is no proxy, and nothing phones home.
 * What needs no name is {@link LoopbackGuardTest}'s.
 */
@ResourceLock(ContactedHosts.LOCK)
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

    /** A proxy on this machine would carry out what may not leave it. */
    @Test
    void shouldGoByNoProxy() {
        for (String uri : List.of("http://api.binance.com/", "https://api.kraken.com/", "socket://ws.bitmex.com:443")) {
            assertEquals(List.of(Proxy.NO_PROXY), ProxySelector.getDefault().select(URI.create(uri)), uri);
        }
        assertEquals(
                List.of(),
                System.getProperties().stringPropertyNames().stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).contains("proxyhost"))
                        .toList());
        assertNotEquals("true", System.getProperty("java.net.useSystemProxies"));
    }

    @Test
    void shouldSeeWhomThisProcessTalksTo() throws IOException {
        List<InetAddress> addresses = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(InetAddress::isLoopbackAddress)
                .toList();
        assertFalse(addresses.isEmpty());
        try (ContactedHosts hosts = new ContactedHosts()) {
            for (InetAddress address : addresses) {
                try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(address, 0))) {
                    writeAsTheJdksHttpClient(server.getLocalAddress());
                    writeAsNetty(server.getLocalAddress());
                }
            }
            assertTrue(
                    hosts.stop()
                            .containsAll(addresses.stream()
                                    .map(address -> address.getHostAddress().replaceAll("%.*", ""))
                                    .toList()),
                    addresses.toString());
        }
    }

    private static void writeAsNetty(SocketAddress address) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            assertEquals(1, channel.write(ByteBuffer.allocate(1)));
        }
    }

    private static void writeAsTheJdksHttpClient(SocketAddress address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address);
            socket.getOutputStream().write(0);
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

package dev.flowmaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.regex.Pattern;
import net.openhft.chronicle.core.analytics.AnalyticsFacade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither the tests nor the libraries get out: no name but loopback's resolves, and nothing phones home. */
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

    @Test
    void shouldSeeWhomThisProcessTalksTo() throws IOException {
        // Our own addresses on the network stand for strangers.
        List<InetAddress> addresses = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .toList();
        try (ContactedHosts hosts = new ContactedHosts()) {
            for (InetAddress address : addresses) {
                try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(address, 0))) {
                    if (address.isLoopbackAddress()) {
                        writeAsTheJdksHttpClient(server.getLocalAddress());
                    } else {
                        writeAsNetty(server.getLocalAddress());
                    }
                }
            }
            assertTrue(
                    hosts.stop()
                            .containsAll(addresses.stream()
                                    .map(InetAddress::getHostAddress)
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

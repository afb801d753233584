package dev.flowmaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An address in digits leads nowhere either, whichever way a library connects. */
class LoopbackGuardTest {
    /** Reserved for documentation: nobody has it, so nobody is troubled should the guard fail. */
    private static final InetSocketAddress NOBODY = new InetSocketAddress("192.0.2.1", 80);

    /** The ways out that Java has. */
    enum Way {
        SOCKET,
        CHANNEL,
        NON_BLOCKING_CHANNEL,
        ASYNCHRONOUS_CHANNEL,
        HTTP_URL_CONNECTION,
        HTTP_CLIENT,
        NETTY,
        DATAGRAM_SOCKET,
        DATAGRAM_CHANNEL,
        CONNECTED_DATAGRAM_CHANNEL;

        void go(InetSocketAddress there) throws Exception {
            String digits = there.getAddress().getHostAddress().replaceAll("%.*", "");
            URI uri = URI.create(
                    "http://" + (digits.contains(":") ? "[" + digits + "]" : digits) + ":" + there.getPort() + "/");
            switch (this) {
                case SOCKET -> {
                    try (Socket socket = new Socket()) {
                        socket.connect(there, 1_000);
                    }
                }
                case CHANNEL -> SocketChannel.open(there).close();
                case NON_BLOCKING_CHANNEL -> {
                    try (SocketChannel channel = SocketChannel.open()) {
                        channel.configureBlocking(false);
                        channel.connect(there);
                    }
                }
                case ASYNCHRONOUS_CHANNEL -> {
                    try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
                        channel.connect(there).get(1, TimeUnit.SECONDS);
                    }
                }
                case HTTP_URL_CONNECTION -> {
                    HttpURLConnection http = (HttpURLConnection) uri.toURL().openConnection();
                    http.setConnectTimeout(1_000);
                    http.connect();
                }
                case HTTP_CLIENT ->
                    HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
                case NETTY -> {
                    NioEventLoopGroup loop = new NioEventLoopGroup(1);
                    try {
                        new Bootstrap()
                                .group(loop)
                                .channel(NioSocketChannel.class)
                                .handler(new ChannelInboundHandlerAdapter())
                                .connect(there)
                                .sync();
                    } finally {
                        var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
                    }
                }
                case DATAGRAM_SOCKET -> {
                    try (DatagramSocket socket = new DatagramSocket()) {
                        socket.send(new DatagramPacket(new byte[1], 1, there));
                    }
                }
                case DATAGRAM_CHANNEL -> {
                    try (DatagramChannel channel = DatagramChannel.open()) {
                        channel.send(ByteBuffer.allocate(1), there);
                    }
                }
                case CONNECTED_DATAGRAM_CHANNEL -> {
                    try (DatagramChannel channel = DatagramChannel.open()) {
                        channel.connect(there);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseAnAddressInDigits(Way way) {
        refused(way, NOBODY);
    }

    private static void refused(Way way, InetSocketAddress there) {
        Throwable trouble = assertThrows(Exception.class, () -> way.go(there));
        Throwable cause = trouble;
        while (cause.getCause() != null && !String.valueOf(cause.getMessage()).startsWith(LoopbackGuard.WORDS)) {
            cause = cause.getCause();
        }
        String words = String.valueOf(cause.getMessage());
        assertTrue(words.startsWith(LoopbackGuard.WORDS), () -> way + ": " + trouble);
    }

    /** Somebody listens there, so it is the guard that refuses and not the network. */
    @ParameterizedTest
    @EnumSource
    void shouldRefuseOurOwnAddressOnTheNetwork(Way way) throws IOException {
        List<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        for (InetAddress address : own) {
            try (ServerSocket server = new ServerSocket(0, 1, address)) {
                refused(way, new InetSocketAddress(address, server.getLocalPort()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetLoopbackBe(Way way) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(server));
            answering.setDaemon(true);
            answering.start();
            way.go(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
        }
    }

    @Test
    void shouldGuardTheProcessesThatTestsStart() throws Exception {
        Process process = TestJvm.of(List.of(), LoopbackGuardTest.class).start();
        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(
                List.of(
                        "name unknown",
                        LoopbackGuard.WORDS + NOBODY.getAddress().getHostAddress()),
                said);
    }

    /** What that process does. */
    public static void main(String[] nothing) throws Exception {
        try {
            System.out.println("resolved to " + List.of(InetAddress.getAllByName("api.binance.com")));
        } catch (UnknownHostException e) {
            System.out.println("name unknown");
        }
        try {
            Way.SOCKET.go(NOBODY);
            System.out.println("connected");
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }

    @Test
    void shouldBeTheOnlyWayTestsStartAProcess() throws IOException {
        Pattern starting = Pattern.compile("new\\s+ProcessBuilder\\b|\\bgetRuntime\\(\\)\\s*\\.exec\\b");
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            List<String> starters = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (starting.matcher(Files.readString(file)).find()) {
                    starters.add(file.getFileName().toString());
                }
            }
            assertEquals(List.of("TestJvm.java"), starters);
        }
    }

    private static void answer(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write("HTTP/1.1 204 \r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().readAllBytes();
        } catch (IOException ended) {
            // Not every way leads here.
        }
    }
}

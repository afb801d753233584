package dev.flowmaker.venue.xchange;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The JDK's HTTP client sends a POST again when a kept-alive connection drops before the answer: two orders. A system
 * property turns that off, but only if it was set before the client was first used. So the client is put to the test.
 */
final class PostRetries {
    private static final String PROPERTY = "sun.net.http.retryPost";
    private static final byte[] ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok"
            .getBytes(StandardCharsets.US_ASCII);
    private static final int PATIENCE_MILLIS = 2_000;

    static {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, "false");
        }
    }

    private PostRetries() {}

    /** Once per process, at the price of a connection to ourselves. */
    private static final class Checked {
        static final boolean OFF = sendsOnce();
    }

    /** Throws when an order could be sent twice. */
    static void refuseUnlessOff() {
        if (!Checked.OFF) {
            throw new IllegalStateException("this Java would repeat a POST on a dropped connection: two orders for one."
                    + " Start it with -D" + PROPERTY + "=false");
        }
    }

    /** Drops a second POST on a kept-alive connection and counts how many times it comes. */
    private static boolean sendsOnce() {
        AtomicInteger dropped = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            Thread trap = new Thread(() -> drop(server, dropped), "post-retry-check");
            trap.setDaemon(true);
            trap.start();
            URL url = new URL("http", server.getInetAddress().getHostAddress(), server.getLocalPort(), "/");
            post(url);
            try {
                post(url);
            } catch (IOException expected) {
                return dropped.get() == 1;
            }
            return false;
        } catch (IOException noLoopback) {
            return "false".equals(System.getProperty(PROPERTY));
        }
    }

    private static void drop(ServerSocket server, AtomicInteger dropped) {
        boolean answered = false;
        while (true) {
            try (Socket socket = server.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                if (!answered) {
                    readRequest(in);
                    socket.getOutputStream().write(ANSWER);
                    answered = true;
                }
                readRequest(in);
                dropped.incrementAndGet();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void readRequest(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
            line = in.readLine();
        }
        if (line == null || in.read() < 0) {
            throw new IOException("no request");
        }
    }

    private static void post(URL url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.getOutputStream().write('x');
        connection.getInputStream().readAllBytes();
    }
}

package dev.flowmaker.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands between a client and the local exchange and reads every byte the client sends. */
@SuppressWarnings("JdkObsolete") // two threads share it
final class WatchedLine implements AutoCloseable {
    private static final Pattern REQUEST = Pattern.compile("(GET|POST|PUT|DELETE|PATCH) ([^ ?]+)[^ ]* HTTP/1\\.1\r");

    private final ServerSocket door;
    private final int serverPort;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Queue<StringBuffer> said = new ConcurrentLinkedQueue<>();

    WatchedLine(int serverPort) throws IOException {
        this.serverPort = serverPort;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("door", this::admit);
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, "watched-line-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return door.getLocalPort();
    }

    private void admit() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(server);
                StringBuffer words = new StringBuffer();
                said.add(words);
                start("out", () -> pump(client, server, words));
                start("back", () -> pump(server, client, new StringBuffer()));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void pump(Socket from, Socket to, StringBuffer words) {
        byte[] bytes = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                words.append(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
                out.write(bytes, 0, read);
            }
        } catch (IOException closed) {
            // Either end may go first.
        }
    }

    /** Every request so far as {@code METHOD path}; a WebSocket is one GET. */
    List<String> requests() {
        return said.stream()
                .flatMap(words -> REQUEST.matcher(words).results().map(found -> found.group(1) + " " + found.group(2)))
                .toList();
    }

    /** Whether the client ever sent these words outside WebSocket frames. */
    boolean heard(String words) {
        Pattern pattern = Pattern.compile(Pattern.quote(words), Pattern.CASE_INSENSITIVE);
        return said.stream().map(pattern::matcher).anyMatch(Matcher::find);
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

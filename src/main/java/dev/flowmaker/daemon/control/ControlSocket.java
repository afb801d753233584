package dev.flowmaker.daemon.control;

import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.OwnerOnly;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Unix domain socket beside the live state, in a folder that only its owner may enter; who connects must be of the same
 * user besides. One request a connection. A client that does not say what it wants is cut off.
 */
public final class ControlSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    /** The operating system's own bound, less what it takes itself. */
    private static final int LONGEST_PATH = 100;

    private static final int MOST_BYTES = 64 * 1024;
    private static final int THREADS = 4;
    private static final long READ_SECONDS = 5;

    private final Path file;
    private final ServerSocketChannel server;
    private final Handler handler;
    private final ThreadPoolExecutor workers;
    private final ScheduledExecutorService cutter;
    private final String owner;
    private final Thread acceptor;

    /** Answers a request, from whoever it says. */
    @FunctionalInterface
    public interface Handler {
        ControlAnswer handle(ControlRequest request, String user) throws InterruptedException;
    }

    private ControlSocket(Path file, ServerSocketChannel server, String owner, Handler handler) {
        this.file = file;
        this.server = server;
        this.owner = owner;
        this.handler = handler;
        workers = new ThreadPoolExecutor(
                THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(THREADS), ControlSocket::thread);
        cutter = Executors.newSingleThreadScheduledExecutor(ControlSocket::thread);
        acceptor = thread(this::accept);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "control");
        thread.setDaemon(true);
        return thread;
    }

    /** Where the socket of a journal's daemon is. */
    static Path file(Path journal) {
        return journal.resolve("live").resolve("control");
    }

    /** Listens. Throws JournalException when it cannot. Call it under the journal's lock. */
    public static ControlSocket open(Path journal, Handler handler) {
        Path file = file(journal).toAbsolutePath().normalize();
        if (file.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw new JournalException(
                    "its path is too long for the control socket, which the system allows " + LONGEST_PATH + " bytes",
                    file.toString(),
                    "choose a shorter journal.dir");
        }
        try {
            OwnerOnly.folder(file.resolveSibling(""));
            // Left by a daemon that died; this one has the journal's lock.
            Files.deleteIfExists(file);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(file));
            OwnerOnly.file(file);
            ControlSocket socket =
                    new ControlSocket(file, server, Files.getOwner(file).getName(), handler);
            socket.acceptor.start();
            return socket;
        } catch (IOException | UnsupportedOperationException e) {
            throw new JournalException(
                    "the control socket cannot be opened (" + e + ")", file.toString(), "check rights and disk", e);
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                try {
                    workers.execute(() -> serve(client));
                } catch (RejectedExecutionException tooMany) {
                    client.close();
                }
            } catch (AsynchronousCloseException closed) {
                return;
            } catch (IOException e) {
                LOG.warn("the control socket: {}", e.toString());
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            String user =
                    client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            if (!user.equals(owner)) {
                answer(client, ControlAnswer.refused(List.of("only " + owner + " may control this daemon")));
                return;
            }
            ScheduledFuture<?> cut = cutter.schedule(() -> cut(client), READ_SECONDS, TimeUnit.SECONDS);
            ControlAnswer answer;
            try {
                ControlRequest request = ControlRequest.parse(lines(client));
                cut.cancel(false);
                answer = handler.handle(request, user);
            } catch (IllegalArgumentException e) {
                answer = ControlAnswer.refused(List.of(String.valueOf(e.getMessage())));
            } finally {
                cut.cancel(false);
            }
            answer(client, answer);
        } catch (IOException gone) {
            LOG.debug("a client of the control socket: {}", gone.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the control socket", e);
        }
    }

    private static void cut(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            LOG.debug("closing a client of the control socket: {}", e.toString());
        }
    }

    /** Up to the line that ends it. */
    static List<String> lines(SocketChannel channel) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        byte[] end = "\nend\n".getBytes(StandardCharsets.UTF_8);
        while (true) {
            int read = channel.read(buffer.clear());
            if (read < 0) {
                throw new IOException("it hung up in the middle");
            }
            bytes.write(buffer.array(), 0, read);
            byte[] all = bytes.toByteArray();
            if (all.length > MOST_BYTES) {
                throw new IllegalArgumentException("more than " + MOST_BYTES + " bytes");
            }
            boolean empty = new String(all, StandardCharsets.UTF_8).equals("end\n");
            if (empty || endsWith(all, end)) {
                List<String> lines =
                        new String(all, StandardCharsets.UTF_8).lines().toList();
                return lines.subList(0, lines.size() - 1);
            }
        }
    }

    private static boolean endsWith(byte[] all, byte[] end) {
        return all.length >= end.length
                && java.util.Arrays.equals(all, all.length - end.length, all.length, end, 0, end.length);
    }

    private static void answer(SocketChannel client, ControlAnswer answer) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(answer.wire().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("the control socket: {}", e.toString());
        }
        workers.shutdownNow();
        cutter.shutdownNow();
    }
}

package dev.flowmaker.daemon.control;

import dev.flowmaker.journal.JournalException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks the daemon of a journal. */
public final class ControlClient {
    private ControlClient() {}

    /**
     * Sends the request and waits for the answer.
     *
     * @throws JournalException when no daemon listens there, or it is another user's
     */
    public static ControlAnswer ask(Path journal, ControlRequest request) {
        Path file = ControlSocket.file(journal).toAbsolutePath().normalize();
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            ByteBuffer bytes = ByteBuffer.wrap(request.text().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return ControlAnswer.parse(ControlSocket.lines(channel));
        } catch (IOException | IllegalArgumentException e) {
            throw new JournalException(
                    "no daemon answers here (" + e.getMessage() + ")",
                    file.toString(),
                    "see `status`; only the user who runs the daemon can control it",
                    e);
        }
    }
}

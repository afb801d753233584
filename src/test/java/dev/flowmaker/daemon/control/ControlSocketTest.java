package dev.flowmaker.daemon.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.journal.JournalException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("try")
class ControlSocketTest {
    private static final ControlRequest HALT = new ControlRequest(OperatorAction.HALT, "", "", "", List.of(), "why", 3);

    @TempDir
    private Path journal;

    private static ControlAnswer echo(ControlRequest request, String user) {
        return new ControlAnswer(
                7, true, user.isEmpty() ? "nobody" : request.text().replace('\n', '|'), List.of());
    }

    @Test
    void shouldCarryARequestAndItsAnswer() {
        try (ControlSocket socket = ControlSocket.open(journal, ControlSocketTest::echo)) {
            ControlRequest set = new ControlRequest(
                    OperatorAction.SET, "BTC/USDT", "", "", List.of("a.b=3 bps", "c=\"d e\""), "an\nodd reason", 0);
            ControlAnswer answer = ControlClient.ask(journal, set);
            assertEquals(7, answer.sequence());
            assertEquals(
                    "flowmaker-control 1|action set|market BTC/USDT|set a.b=3 bps|set c=\"d e\"|reason an odd"
                            + " reason|wait 0|end|",
                    answer.text());
        }
    }

    @Test
    void shouldBeForItsOwnerOnly() throws Exception {
        try (ControlSocket socket = ControlSocket.open(journal, ControlSocketTest::echo)) {
            Path file = ControlSocket.file(journal);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            assertEquals(
                    "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.resolveSibling(""))));
        }
        assertFalse(Files.exists(ControlSocket.file(journal)));
    }

    @Test
    void shouldSayThatNobodyListens() throws Exception {
        assertTrue(assertThrows(JournalException.class, () -> ControlClient.ask(journal, HALT))
                .getMessage()
                .contains("no daemon answers here"));
        // Left by one that died.
        Files.createDirectories(journal.resolve("live"));
        Files.createFile(ControlSocket.file(journal));
        assertThrows(JournalException.class, () -> ControlClient.ask(journal, HALT));
        try (ControlSocket socket = ControlSocket.open(journal, ControlSocketTest::echo)) {
            assertEquals(7, ControlClient.ask(journal, HALT).sequence());
        }
    }

    @Test
    void shouldRefuseAPathThatNoSocketCanHave() {
        Path deep = journal.resolve("a-folder-with-a-long-name".repeat(5));
        assertTrue(assertThrows(JournalException.class, () -> ControlSocket.open(deep, ControlSocketTest::echo))
                .getMessage()
                .contains("shorter journal.dir"));
    }

    @Test
    void shouldAnswerOthersWhileSomeSayNothing() throws Exception {
        try (ControlSocket socket = ControlSocket.open(journal, ControlSocketTest::echo)) {
            List<SocketChannel> silent = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(ControlSocket.file(journal)));
                channel.write(ByteBuffer.wrap("flowmaker".getBytes(StandardCharsets.UTF_8)));
                silent.add(channel);
            }
            assertEquals(7, ControlClient.ask(journal, HALT).sequence());
            for (SocketChannel channel : silent) {
                // Cut off, in the end.
                assertEquals(-1, channel.read(ByteBuffer.allocate(10)));
                channel.close();
            }
        }
    }

    @Test
    void shouldTakeNothingFalseFromGarbage() throws Exception {
        Random random = new Random(3);
        byte[] good = HALT.text().getBytes(StandardCharsets.UTF_8);
        List<ControlRequest> taken = new ArrayList<>();
        ControlSocket.Handler handler = (request, user) -> {
            synchronized (taken) {
                taken.add(request);
            }
            return echo(request, user);
        };
        try (ControlSocket socket = ControlSocket.open(journal, handler)) {
            for (int i = 0; i < 200; i++) {
                byte[] bad = good.clone();
                for (int j = 0; j <= i % 5; j++) {
                    bad[random.nextInt(bad.length - 5)] = (byte) random.nextInt(128);
                }
                try (SocketChannel channel =
                        SocketChannel.open(UnixDomainSocketAddress.of(ControlSocket.file(journal)))) {
                    channel.write(ByteBuffer.wrap(bad));
                    assertTrue(
                            channel.read(ByteBuffer.allocate(4096)) > 0,
                            "no answer to " + new String(bad, StandardCharsets.UTF_8));
                }
            }
        }
        for (ControlRequest request : taken) {
            assertEquals(OperatorAction.HALT, request.action(), "a flipped byte makes no other action");
        }
    }
}

package dev.flowmaker.daemon;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Structure;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.Rolls;
import dev.flowmaker.venue.VenueException;
import java.nio.file.Path;
import java.util.List;

/**
 * The real daemon in a process of its own that the system, from some moment on, gives no larger file to than a megabyte; it
 * then wants one, as its journal's next day begins: {@code CrampedDaemon CONF}.
 */
final class CrampedDaemon {
    private static final int RLIMIT_FSIZE = 1;
    private static final long MEGABYTE = 1 << 20;
    private static final int ACKNOWLEDGED = 6;

    /** How many bytes a file may have, now and at most. */
    @Structure.FieldOrder({"now", "most"})
    public static final class Limit extends Structure {
        public long now;
        public long most;
    }

    private interface C extends Library {
        int setrlimit(int resource, Limit limit);
    }

    private CrampedDaemon() {}

    public static void main(String[] args) throws VenueException {
        DaemonSettings settings = Configuration.load(Path.of(args[0])).daemon();
        GatewayFactory gateways =
                new VenueGateways(settings, settings.venue().credentials().load(System.getenv()));
        Daemon daemon = Daemon.prepare(settings, List.of(gateways), null, CrampedDaemon::watch);
        daemon.start();
        System.exit(dev.flowmaker.core.event.StopReason.FAILED == daemon.await() ? 1 : 0);
    }

    private static void cramp() {
        Limit limit = new Limit();
        limit.now = MEGABYTE;
        limit.most = MEGABYTE;
        if (Native.load("c", C.class).setrlimit(RLIMIT_FSIZE, limit) != 0) {
            throw new AssertionError("no limit: error " + Native.getLastError());
        }
    }

    private static Journal watch(Journal journal) {
        return new Journal() {
            private int accepted;

            @Override
            public long append(Message message) {
                if (message.kind() == MessageKind.ORDER_ACCEPTED && ++accepted == ACKNOWLEDGED) {
                    cramp();
                    Rolls.next(journal);
                }
                return journal.append(message);
            }

            @Override
            public long lastSequence() {
                return journal.lastSequence();
            }

            @Override
            public boolean startsFile(long timeNanos) {
                return journal.startsFile(timeNanos);
            }

            @Override
            public void afterEvent() {
                journal.afterEvent();
            }

            @Override
            public void close() {
                journal.close();
            }
        };
    }
}

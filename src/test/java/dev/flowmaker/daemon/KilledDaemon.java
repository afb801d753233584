package dev.flowmaker.daemon;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.live.SessionView;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import dev.flowmaker.venue.VenueException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The real daemon in a process of its own, which has itself killed with {@code kill -9} at a chosen instant:
 * {@code KilledDaemon CONF POINT COUNT}. Says when it quotes.
 */
final class KilledDaemon {
    /** Where it dies, the COUNT-th time it comes there. */
    enum Point {
        BEFORE_JOURNAL,
        AFTER_JOURNAL,
        BEFORE_SEND,
        AFTER_SEND,
        BEFORE_ACK,
        AFTER_ACK,
        IN_SNAPSHOT,
        /** Between the header and the snapshot with which a later file of a session begins. */
        IN_ROLL
    }

    private final Point point;
    private final AtomicInteger left;

    private KilledDaemon(Point point, int count) {
        this.point = point;
        this.left = new AtomicInteger(count);
    }

    public static void main(String[] args) throws VenueException, InterruptedException {
        DaemonSettings settings = Configuration.load(Path.of(args[0])).daemon();
        KilledDaemon killed = new KilledDaemon(Point.valueOf(args[1]), Integer.parseInt(args[2]));
        long before = System.nanoTime();
        GatewayFactory gateways =
                new BinanceGateways(settings, settings.venue().credentials().load(System.getenv()));
        Daemon daemon = Daemon.prepare(settings, clock -> killed.watch(gateways.create(clock)), null, killed::watch);
        daemon.start();
        SessionView view = daemon.view();
        while (view == null || !view.quoting() || view.openOrders() == 0) {
            Thread.sleep(1);
            view = daemon.view();
        }
        System.out.println("quoting after " + (System.nanoTime() - before) / 1_000_000 + " ms");
        daemon.await();
    }

    private void reached(Point here) {
        if (here == point && left.decrementAndGet() == 0) {
            try {
                new ProcessBuilder(
                                "kill",
                                "-9",
                                Long.toString(ProcessHandle.current().pid()))
                        .start()
                        .waitFor();
                Thread.sleep(60_000);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Journal watch(Journal journal) {
        return new Journal() {
            private boolean rolled;

            @Override
            public long append(Message message) {
                MessageKind kind = message.kind();
                boolean place = kind == MessageKind.PLACE_ORDER;
                if (place) {
                    reached(Point.BEFORE_JOURNAL);
                } else if (kind == MessageKind.ORDER_ACCEPTED) {
                    reached(Point.BEFORE_ACK);
                } else if (kind == MessageKind.SNAPSHOT) {
                    reached(rolled ? Point.IN_ROLL : Point.IN_SNAPSHOT);
                }
                long sequence = journal.append(message);
                if (place) {
                    reached(Point.AFTER_JOURNAL);
                } else if (kind == MessageKind.ORDER_ACCEPTED) {
                    reached(Point.AFTER_ACK);
                }
                return sequence;
            }

            @Override
            public long lastSequence() {
                return journal.lastSequence();
            }

            @Override
            public boolean startsFile(long timeNanos) {
                boolean roll = point == Point.IN_ROLL && !rolled && journal.lastSequence() % 500 == 499;
                rolled |= roll;
                return roll || journal.startsFile(timeNanos);
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

    private Gateway watch(Gateway gateway) {
        return new Gateway() {
            @Override
            public Description describe() throws VenueException {
                return gateway.describe();
            }

            @Override
            public void start(SessionStarted session, Inbox inbox) throws VenueException {
                gateway.start(session, inbox);
            }

            @Override
            public void execute(Message command) {
                boolean place = command.kind() == MessageKind.PLACE_ORDER;
                if (place) {
                    reached(Point.BEFORE_SEND);
                }
                gateway.execute(command);
                if (place) {
                    reached(Point.AFTER_SEND);
                }
            }

            @Override
            public int weight(MessageKind command) {
                return gateway.weight(command);
            }

            @Override
            public void close() {
                gateway.close();
            }
        };
    }
}

package dev.flowmaker.daemon;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.Rolls;
import dev.flowmaker.journal.live.SessionView;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import dev.flowmaker.venue.VenueException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
        /**
         * While the queue goes on in a new file. COUNT says how: 1 when the next file appears, from another thread; 2 and 3
         * after the header and after the snapshot that it begins with.
         */
        IN_ROLL
    }

    /** Acknowledged orders before the file is changed. */
    private static final int BEFORE_ROLL = 5;

    private final Path records;
    private final Point point;
    private final int count;
    private final AtomicInteger left;

    private KilledDaemon(Path records, Point point, int count) {
        this.records = records;
        this.point = point;
        this.count = count;
        this.left = new AtomicInteger(count);
    }

    public static void main(String[] args) throws VenueException, InterruptedException {
        DaemonSettings settings = Configuration.load(Path.of(args[0])).daemon();
        KilledDaemon killed = new KilledDaemon(
                settings.journal().dir().resolve("records"), Point.valueOf(args[1]), Integer.parseInt(args[2]));
        long before =
                ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
        GatewayFactory gateways =
                new VenueGateways(settings, settings.venue().credentials().load(System.getenv()));
        Daemon daemon =
                Daemon.prepare(settings, List.of(clock -> killed.watch(gateways.create(clock))), null, killed::watch);
        daemon.start();
        SessionView view = daemon.view();
        while (view == null || !view.quoting() || view.openOrders() == 0) {
            Thread.sleep(1);
            view = daemon.view();
        }
        System.out.println("quoting after " + (System.currentTimeMillis() - before) + " ms");
        daemon.await();
    }

    private void reached(Point here) {
        if (here == point && left.decrementAndGet() == 0) {
            Kill.self();
        }
    }

    private Journal watch(Journal journal) {
        return new Journal() {
            private int accepted;
            private boolean rolled;

            @Override
            public long append(Message message) {
                MessageKind kind = message.kind();
                boolean place = kind == MessageKind.PLACE_ORDER;
                boolean ack = kind == MessageKind.ORDER_ACCEPTED;
                if (place) {
                    reached(Point.BEFORE_JOURNAL);
                } else if (ack) {
                    reached(Point.BEFORE_ACK);
                } else if (kind == MessageKind.SNAPSHOT) {
                    reached(Point.IN_SNAPSHOT);
                }
                long sequence = journal.append(message);
                if (place) {
                    reached(Point.AFTER_JOURNAL);
                } else if (ack) {
                    accepted++;
                    reached(Point.AFTER_ACK);
                } else if (rolled) {
                    inNewFile(kind);
                }
                return sequence;
            }

            @Override
            public long lastSequence() {
                return journal.lastSequence();
            }

            @Override
            public boolean startsFile(long timeNanos) {
                if (point == Point.IN_ROLL && !rolled && accepted == BEFORE_ROLL) {
                    rolled = true;
                    if (count == 1) {
                        killWhenFileAppears();
                    }
                    Rolls.next(journal);
                }
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

    private void inNewFile(MessageKind kind) {
        if ((count == 2 && kind == MessageKind.SESSION_STARTED) || (count == 3 && kind == MessageKind.SNAPSHOT)) {
            Kill.self();
        }
    }

    /** From a thread of its own, as the queue's change of files has no place to hold on to. */
    private void killWhenFileAppears() {
        String[] before = records.toFile().list();
        int files = before == null ? 0 : before.length;
        CountDownLatch looks = new CountDownLatch(1);
        Thread watcher = new Thread(() -> {
            String[] now = records.toFile().list();
            while (now == null || now.length == files) {
                looks.countDown();
                now = records.toFile().list();
            }
            Kill.self();
        });
        watcher.setDaemon(true);
        watcher.start();
        try {
            looks.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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

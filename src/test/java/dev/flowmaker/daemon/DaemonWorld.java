package dev.flowmaker.daemon;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.live.SessionView;
import dev.flowmaker.venue.VenueException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A daemon with its real journal and threads, and a venue that answers at once. */
abstract class DaemonWorld {
    @TempDir
    Path folder;

    final ObedientVenue venue = new ObedientVenue();

    DaemonSettings settings(String more) {
        return Configuration.parse("test.conf", """
                        flowmaker {
                          name = test
                          journal { dir = "%s", free-space-alarm = 0 B }
                          venue {
                            mode = sim
                            rest-uri = "http://127.0.0.1:1"
                            stream-uri = "ws://127.0.0.1:1"
                            ws-api-uri = "ws://127.0.0.1:1"
                            connect-timeout = 100 ms
                            request-timeout = 100 ms
                            outbox.orders = 1000 per 1 s
                          }
                          loop.inbox = 1 MiB
                          market-defaults {
                            book.warmup-frames = 0
                            order.requote-threshold = 1 tick
                          }
                          markets = [ {
                            symbol = BTC/USDT
                            quote { half-spread = 5 ticks, fee-floor = off, size = 0.002 BTC }
                            risk {
                              max-order-size = 1 BTC, max-order-notional = 100000 USDT, max-long = 1 BTC, max-short = 1 BTC
                            }
                          } ]
                          %s
                        }
                        """.formatted(folder, more)).daemon();
    }

    static Daemon start(DaemonSettings settings, GatewayFactory gateways) throws VenueException {
        Daemon daemon = Daemon.prepare(settings, gateways);
        daemon.start();
        return daemon;
    }

    Path journal() {
        return folder.resolve("test");
    }

    static void awaitObstacle(Daemon daemon) {
        SessionView view = daemon.view();
        while (view == null || view.markets().get(0).obstacle() != Reason.BREAKER) {
            Thread.onSpinWait();
            view = daemon.view();
        }
    }

    void awaitOrders(int count) {
        while (venue.open.size() < count) {
            Thread.onSpinWait();
        }
    }

    void awaitCommand(MessageKind kind) throws InterruptedException {
        while (venue.next().kind() != kind) {
            Thread.onSpinWait();
        }
    }

    List<MessageKind> kinds() {
        List<MessageKind> kinds = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal())) {
            while (reader.advance()) {
                kinds.add(reader.kind());
            }
        }
        return kinds;
    }
}

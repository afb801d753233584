package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.venue.Gateway;
import java.net.URI;

/** Opens a gateway, sees a book, closes it and returns from main: no exit is called. */
final class GatewayProcess {
    private static final long PATIENCE_MILLIS = 5_000;

    private GatewayProcess() {}

    public static void main(String[] arguments) throws Exception {
        XchangeSettings settings =
                TestSettings.of(URI.create(arguments[0]), URI.create(arguments[1]), URI.create(arguments[2]));
        RecordingInbox inbox = new RecordingInbox();
        try (BinanceGateway gateway = new BinanceGateway(settings, TestSettings::utcNanos)) {
            Gateway.Description description = gateway.describe();
            gateway.start(TestSettings.session(description), inbox);
            inbox.await(BookUpdate.class, update -> true);
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.isDaemon()
                    && !thread.equals(Thread.currentThread())
                    && !thread.getName().equals("DestroyJavaVM")) {
                // Some of Netty's end a moment after they say so, or after a second without work.
                thread.join(PATIENCE_MILLIS);
                System.out.println(thread.isAlive() ? "left running: " + thread.getName() : "ended");
            }
        }
        System.out.println("closed");
    }
}

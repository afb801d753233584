package dev.flowmaker.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and SIGINT, also as process 1: the end is asked for, waited for within a bound, and the process exits with the
 * code that the command gives, not with the signal's. A second signal changes nothing.
 */
final class CleanStop {
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile int code = 1;

    private CleanStop(Runnable stop, long boundMillis) {
        hook = new Thread(
                () -> {
                    stop.run();
                    await(boundMillis);
                    // Not the signal's 128 + n.
                    Runtime.getRuntime().halt(code);
                },
                "stop");
    }

    /**
     * From here on a signal asks for the end.
     *
     * @param stop asks, and returns at once
     * @param boundMillis how long {@link #finish} is waited for
     */
    static CleanStop install(Runnable stop, long boundMillis) {
        CleanStop clean = new CleanStop(stop, boundMillis);
        Runtime.getRuntime().addShutdownHook(clean.hook);
        return clean;
    }

    private void await(long boundMillis) {
        try {
            var unused = finished.await(boundMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command is done; returns its exit code. */
    int finish(int exitCode) {
        code = exitCode;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // A signal came: the hook ends the process.
        }
        finished.countDown();
        return exitCode;
    }
}

package dev.flowmaker.daemon.alert;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One target with a queue and a thread of its own, so that one that hangs holds up no other. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int BOUND = 64;
    private static final int TRIES = 3;
    private static final long PAUSE_MILLIS = 500;

    private final Target target;
    private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(BOUND);
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean busy;

    Delivery(Target target) {
        this.target = target;
        thread = new Thread(this::run, "alert-delivery");
        thread.setDaemon(true);
        thread.start();
    }

    /** Never waits; without room it is lost and counted. */
    void offer(String json) {
        if (!queue.offer(json)) {
            lost.incrementAndGet();
        }
    }

    /** Alerts that never arrived. */
    long lost() {
        return lost.get();
    }

    private void run() {
        try {
            while (!closing || !queue.isEmpty()) {
                String json = queue.poll(100, TimeUnit.MILLISECONDS);
                if (json != null) {
                    busy = true;
                    deliver(json);
                    busy = false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(String json) throws InterruptedException {
        for (int i = 1; ; i++) {
            try {
                target.deliver(json);
                return;
            } catch (IOException | RuntimeException e) {
                LOG.warn("an alert did not reach {}: {}", target.name(), e.getMessage());
                if (i == TRIES || closing) {
                    lost.incrementAndGet();
                    return;
                }
            }
            Thread.sleep(PAUSE_MILLIS * i);
        }
    }

    /** Sends what waits, as long as it may. */
    void close(long millis) throws InterruptedException {
        closing = true;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while ((busy || !queue.isEmpty()) && System.nanoTime() - deadline < 0) {
            Thread.sleep(10);
        }
        thread.interrupt();
    }
}

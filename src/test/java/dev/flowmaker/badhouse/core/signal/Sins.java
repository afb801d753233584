package dev.flowmaker.badhouse.core.signal;

import dev.flowmaker.badhouse.core.quote.Late;
import java.io.File;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything the core must not do. */
final class Sins {
    private static final Logger LOG = LoggerFactory.getLogger(Sins.class);

    volatile long shared;
    final AtomicLong counter = new AtomicLong();
    final Map<String, Late> byHash = new HashMap<>();
    final Map<String, Long> bySalt = Map.of("a", 1L, "b", 2L);

    synchronized long locked() {
        return shared;
    }

    long clocks() {
        return System.nanoTime() + System.currentTimeMillis() + Instant.now().toEpochMilli();
    }

    double dice() {
        return Math.random() + new Random().nextDouble();
    }

    double approximate(double x) {
        return Math.exp(x);
    }

    String text(double x) {
        return String.format("%s %s", String.valueOf(x), byHash);
    }

    void world() {
        LOG.info("{} {}", Thread.currentThread().getName(), new File("x").exists());
    }
}

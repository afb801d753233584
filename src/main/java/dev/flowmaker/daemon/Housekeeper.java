package dev.flowmaker.daemon;

import dev.flowmaker.config.JournalSettings;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.journal.Housekeeping;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.venue.Inbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be done now and then, off the event loop. Once a second: touches the file {@code heartbeat} in the journal's
 * folder as long as the loop turns, takes space for the next records, and halts quoting when the journal's disk has little
 * left. Once an hour, and at
 * the start, on a thread of its own: seals closed days and deletes old ones.
 */
final class Housekeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);

    private static final int THREADS = 2;

    private final Path heartbeat;
    private final LongSupplier cycles;
    private final LongSupplier usableSpace;
    private final Runnable reserve;
    private final long alarmBytes;
    private final Inbox inbox;
    private final Housekeeping files;
    private final ScheduledExecutorService timer;
    private long lastCycles = -1;
    private boolean alarmed;
    private boolean heartbeatFailed;

    /**
     * Puts one together.
     *
     * @param cycles turns of the event loop so far
     * @param reserve takes space for the next records; throws JournalException when there is none
     */
    Housekeeper(JournalSettings journal, LongSupplier cycles, LongSupplier usableSpace, Runnable reserve, Inbox inbox) {
        heartbeat = journal.dir().resolve("heartbeat");
        files = new Housekeeping(journal.dir(), journal.keepDays(), journal.keepBytes());
        alarmBytes = journal.freeSpaceAlarmBytes();
        this.cycles = cycles;
        this.usableSpace = usableSpace;
        this.reserve = reserve;
        this.inbox = inbox;
        timer = Executors.newScheduledThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "housekeeper");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        look();
        var unused = timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        unused = timer.scheduleWithFixedDelay(this::tidy, 0, 1, TimeUnit.HOURS);
    }

    void look() {
        beat();
        try {
            checkSpace();
        } catch (JournalException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    private void tidy() {
        try {
            files.run().forEach(done -> LOG.info("journal: {}", done));
        } catch (JournalException e) {
            LOG.warn("the journal's files: {}", e.getMessage());
        }
    }

    private void beat() {
        long now = cycles.getAsLong();
        if (now == lastCycles) {
            return;
        }
        lastCycles = now;
        try {
            if (!Files.exists(heartbeat)) {
                Files.createFile(heartbeat);
            }
            Files.setLastModifiedTime(heartbeat, FileTime.from(Instant.now()));
            heartbeatFailed = false;
        } catch (IOException e) {
            if (!heartbeatFailed) {
                LOG.warn("the heartbeat cannot be written: {}", e.toString());
            }
            heartbeatFailed = true;
        }
    }

    private void checkSpace() {
        long space = usableSpace.getAsLong();
        String trouble = "";
        if (space < alarmBytes) {
            trouble = "the journal's disk has " + space / 1_000_000 + " MB left, journal.free-space-alarm is "
                    + alarmBytes / 1_000_000 + " MB";
        } else {
            try {
                reserve.run();
            } catch (JournalException e) {
                trouble = e.getMessage();
            }
        }
        if (!trouble.isEmpty() && !alarmed) {
            OperatorRequest halt = new OperatorRequest();
            halt.action = OperatorAction.HALT;
            halt.text = trouble;
            LOG.error("quoting is halted: {}", trouble);
            inbox.offer(halt);
        }
        alarmed = !trouble.isEmpty();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

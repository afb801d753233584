package dev.flowmaker.cli;

import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.VenueSettings;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.daemon.GatewayFactory;
import dev.flowmaker.daemon.Guard;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.live.LiveState;
import dev.flowmaker.journal.live.LiveStateReader;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import dev.flowmaker.venue.VenueException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One venue of a daemon that is guarded: one that does not answer keeps nobody from looking after the others. */
final class GuardedVenue implements AutoCloseable {
    private final Gateway gateway;
    private final Guard guard;
    private final LiveStateReader reader;
    private final Path path;
    private @Nullable LiveState lastRead;

    /**
     * Asks the venue for its markets and makes ready for requests.
     *
     * @param ofVenue the settings of this venue alone
     * @param says what happens, a line each
     */
    GuardedVenue(DaemonSettings ofVenue, GatewayFactory factory, Path path, long patienceNanos, Consumer<String> says)
            throws VenueException {
        this.path = path;
        reader = new LiveStateReader(path);
        gateway = factory.create(StatusCommand::utcNanos);
        try {
            guard = new Guard(
                    this::read,
                    gateway,
                    ofVenue.venue().account() == VenueSettings.Account.DEDICATED,
                    gateway.describe().instruments().size(),
                    patienceNanos,
                    System::nanoTime,
                    says);
            AtomicReference<@Nullable Inbox> inbox = new AtomicReference<>();
            gateway.startRequests(new SessionStarted(), event -> {
                Inbox to = inbox.get();
                if (to != null) {
                    to.offer(event);
                }
            });
            inbox.set(guard);
        } catch (VenueException | RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    /** Looks once, and does what is needed; may take as long as a request. */
    void look() {
        guard.look();
    }

    /** What cannot be read now is as it was last: a daemon that is silent. */
    private @Nullable LiveState read() {
        if (LiveStateReader.exists(path)) {
            try {
                lastRead = reader.read();
            } catch (JournalException unreadable) {
                return lastRead;
            }
        }
        return lastRead;
    }

    @Override
    public void close() {
        gateway.close();
    }
}

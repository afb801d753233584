package dev.flowmaker.daemon;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.VenueMessage;
import dev.flowmaker.core.event.NotSentReason;
import dev.flowmaker.core.event.RequestNotSent;
import dev.flowmaker.journal.live.SessionView;
import dev.flowmaker.replay.Recovery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outboxes of all venues: each command goes to its own, what stops all of them stops each. */
final class Outboxes implements AutoCloseable {
    private final List<Outbox> outboxes;
    private final List<Integer> venueOfMarkets;

    /**
     * @param outboxes by venue
     * @param venueOfMarkets index of each market's venue
     */
    Outboxes(List<Outbox> outboxes, List<Integer> venueOfMarkets) {
        this.outboxes = List.copyOf(outboxes);
        this.venueOfMarkets = List.copyOf(venueOfMarkets);
    }

    /** Of one venue. */
    static Outboxes of(Outbox outbox) {
        return new Outboxes(List.of(outbox), List.of());
    }

    private Outbox to(Message command) {
        if (outboxes.size() == 1) {
            return outboxes.get(0);
        }
        return command.market >= 0
                ? outboxes.get(venueOfMarkets.get(command.market))
                : outboxes.get(((VenueMessage) command).venue);
    }

    /** Counts what an earlier session sent, each at the venue that it went to. @see Outbox#recall */
    void recall(List<Recovery.Sent> earlier, long utcNanos) {
        for (int i = 0; i < outboxes.size(); i++) {
            int venue = i;
            outboxes.get(i)
                    .recall(
                            earlier.stream()
                                    .filter(sent -> venueOf(sent) == venue)
                                    .toList(),
                            utcNanos);
        }
    }

    private int venueOf(Recovery.Sent sent) {
        if (outboxes.size() == 1) {
            return 0;
        }
        return sent.market() < 0 || sent.market() >= venueOfMarkets.size()
                ? sent.venue()
                : venueOfMarkets.get(sent.market());
    }

    void start() {
        outboxes.forEach(Outbox::start);
    }

    /** Takes a command on its way to its venue. @see Outbox#send */
    @Nullable
    NotSentReason send(Message command) {
        return to(command).send(command);
    }

    /** Drops the placements that wait anywhere, and refuses more. @see Outbox#halt */
    List<RequestNotSent> halt(NotSentReason reason) {
        List<RequestNotSent> dropped = new ArrayList<>();
        outboxes.forEach(outbox -> dropped.addAll(outbox.halt(reason)));
        return dropped;
    }

    void resume() {
        outboxes.forEach(Outbox::resume);
    }

    /** A venue asked us to wait. @see Outbox#hold */
    void hold(int venue, long nanos, boolean banned) {
        outboxes.get(venue).hold(nanos, banned);
    }

    /** What waits at all of them, by lane. */
    SessionView.Lanes lanes() {
        int cancels = 0;
        int places = 0;
        int queries = 0;
        int underWay = 0;
        for (Outbox outbox : outboxes) {
            SessionView.Lanes lanes = outbox.lanes();
            cancels += lanes.cancels();
            places += lanes.places();
            queries += lanes.queries();
            underWay += lanes.underWay();
        }
        return new SessionView.Lanes(cancels, places, queries, underWay);
    }

    boolean idle() {
        return outboxes.stream().allMatch(Outbox::idle);
    }

    /** Takes no more, and returns what was never sent to any venue. @see Outbox#stop */
    List<RequestNotSent> stop() {
        List<RequestNotSent> dropped = new ArrayList<>();
        outboxes.forEach(outbox -> dropped.addAll(outbox.stop()));
        return dropped;
    }

    /** Waits for the threads of each, at most as long as a request may take. */
    @Override
    public void close() {
        outboxes.forEach(Outbox::stop);
        outboxes.forEach(Outbox::close);
    }
}

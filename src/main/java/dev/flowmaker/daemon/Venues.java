package dev.flowmaker.daemon;

import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.VenueSettings;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.order.OrderTable;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import dev.flowmaker.venue.LastAccount;
import dev.flowmaker.venue.VenueException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A session's gateways, one a venue: described, opened and closed together. What one of them refuses is told with its name. */
final class Venues implements AutoCloseable {
    private final DaemonSettings settings;
    private final List<Gateway> gateways = new ArrayList<>();
    private List<VenueMap> maps = List.of();

    /**
     * Makes them; nothing connects yet.
     *
     * @param factories by venue
     */
    Venues(DaemonSettings settings, List<GatewayFactory> factories, LongSupplier utcNanos) {
        if (factories.size() != settings.venues().size()) {
            throw new IllegalArgumentException(
                    factories.size() + " gateways for " + settings.venues().size() + " venues");
        }
        this.settings = settings;
        try {
            for (GatewayFactory factory : factories) {
                gateways.add(factory.create(utcNanos));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Asks every venue for its markets and its clock, and puts them into the session's record. */
    void describe(SessionStarted started) throws VenueException {
        List<Gateway.Description> told = new ArrayList<>();
        for (int venue = 0; venue < gateways.size(); venue++) {
            try {
                Gateway.Description description = gateways.get(venue).describe();
                requireSameTime(settings.venues().get(venue), description.clockOffsetNanos());
                told.add(description);
            } catch (VenueException e) {
                throw named(venue, e);
            }
        }
        maps = VenueMap.describe(started, told, settings.venueNames(), settings.venueOfMarkets());
    }

    private static void requireSameTime(VenueSettings venue, long offsetNanos) throws VenueException {
        if (Math.abs(offsetNanos) > venue.maxClockSkewNanos()) {
            throw new VenueException("the venue's clock is " + TimeUnit.NANOSECONDS.toMillis(offsetNanos)
                    + " ms from ours, and venue.max-clock-skew is "
                    + TimeUnit.NANOSECONDS.toMillis(venue.maxClockSkewNanos())
                    + " ms: set this machine's clock (NTP)");
        }
    }

    /** With one venue there is nothing to tell apart. */
    private VenueException named(int venue, VenueException e) {
        return gateways.size() == 1
                ? e
                : new VenueException(settings.venues().get(venue).name() + ": " + e.getMessage(), e);
    }

    /** Tells each what the last session knew of its account. */
    void remind(Engine before) {
        for (int asset = 0; asset < before.assets().size(); asset++) {
            if (!before.ledger().known(asset)) {
                return;
            }
        }
        for (int venue = 0; venue < gateways.size(); venue++) {
            List<Long> quanta = new ArrayList<>();
            for (int asset = 0; asset < before.assets().size(); asset++) {
                if (before.assets().get(asset).venue() == venue) {
                    quanta.add(before.ledger().expectedQuanta(asset));
                }
            }
            Map<Long, Long> filledLots = new HashMap<>();
            for (int i = 0; i < before.markets(); i++) {
                OrderTable orders = before.market(i).orders();
                boolean here = before.market(i).instrument().venue() == venue;
                for (int j = 0; here && j < orders.openCount(); j++) {
                    filledLots.put(orders.open(j).id(), orders.open(j).filledLots());
                }
            }
            gateways.get(venue).remember(new LastAccount(quanta, filledLots));
        }
    }

    /** The outbox of each venue. */
    Outboxes outboxes(Inbox inbox) {
        List<Outbox> outboxes = new ArrayList<>();
        for (int venue = 0; venue < gateways.size(); venue++) {
            VenueSettings its = settings.venues().get(venue);
            long longestRequest = its.connectTimeoutNanos() + its.requestTimeoutNanos();
            outboxes.add(new Outbox(its.outbox(), longestRequest, placed(venue), inbox, System::nanoTime));
        }
        return new Outboxes(outboxes, settings.venueOfMarkets());
    }

    /** Takes the session's commands, and carries them out at a venue by its own indices. */
    private Gateway placed(int venue) {
        Gateway gateway = gateways.get(venue);
        VenueMap map = maps.get(venue);
        return gateways.size() == 1 ? gateway : new PlacedGateway(gateway, map);
    }

    /** Opens every venue's streams; when this returns all are open. */
    void start(SessionStarted session, Inbox inbox) throws VenueException {
        for (int venue = 0; venue < gateways.size(); venue++) {
            try {
                gateways.get(venue)
                        .start(
                                session,
                                gateways.size() == 1 ? inbox : maps.get(venue).inbox(inbox));
            } catch (VenueException e) {
                throw named(venue, e);
            }
        }
    }

    @Override
    public void close() {
        gateways.forEach(Gateway::close);
    }

    /** A gateway whose commands have the session's indices. */
    private record PlacedGateway(Gateway gateway, VenueMap map) implements Gateway {
        @Override
        public Description describe() {
            throw new IllegalStateException("described already");
        }

        @Override
        public void start(SessionStarted session, Inbox inbox) {
            throw new IllegalStateException("started by its owner");
        }

        @Override
        public void execute(Message command) {
            gateway.execute(map.local(command));
        }

        @Override
        public int weight(MessageKind command) {
            return gateway.weight(command);
        }

        @Override
        public void close() {
            throw new IllegalStateException("closed by its owner");
        }
    }
}

package dev.flowmaker.daemon;

import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import dev.flowmaker.venue.MarketData;
import dev.flowmaker.venue.VenueException;
import java.util.ArrayList;
import java.util.List;

/** The market data of several venues, for a recording: asked, opened and closed together. */
final class AllMarketData implements AutoCloseable {
    private final List<MarketData> venues;
    private final List<String> names;
    private final List<Integer> venueOfMarkets;
    private List<VenueMap> maps = List.of();

    /**
     * @param venues by index
     * @param names of the venues
     * @param venueOfMarkets index of each market's venue
     */
    AllMarketData(List<MarketData> venues, List<String> names, List<Integer> venueOfMarkets) {
        this.venues = List.copyOf(venues);
        this.names = List.copyOf(names);
        this.venueOfMarkets = List.copyOf(venueOfMarkets);
    }

    /** Puts what the venues say of the markets into a record. */
    void describe(SessionStarted started) throws VenueException {
        List<Gateway.Description> told = new ArrayList<>();
        for (int i = 0; i < venues.size(); i++) {
            try {
                told.add(venues.get(i).describe());
            } catch (VenueException e) {
                throw named(i, e);
            }
        }
        maps = VenueMap.describe(started, told, names, venueOfMarkets);
    }

    /** Opens the streams of all of them. */
    void start(Inbox inbox) throws VenueException {
        for (int i = 0; i < venues.size(); i++) {
            try {
                venues.get(i).start(venues.size() == 1 ? inbox : maps.get(i).inbox(inbox));
            } catch (VenueException e) {
                throw named(i, e);
            }
        }
    }

    private VenueException named(int venue, VenueException e) {
        return venues.size() == 1 ? e : new VenueException(names.get(venue) + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        venues.forEach(MarketData::close);
    }
}

package dev.flowmaker.daemon;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.VenueMessage;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStarted.AssetRow;
import dev.flowmaker.core.event.SessionStarted.InstrumentRow;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import java.util.ArrayList;
import java.util.List;

/**
 * Where one venue's markets and assets are among the session's. A gateway counts its own from 0 and knows of no other
 * venue; here its indices become the session's and back.
 */
final class VenueMap {
    private final int venue;
    /** Session's index of each of the gateway's markets. */
    private final List<Integer> markets;
    /** Session's index of its first asset. */
    private final int firstAsset;

    private VenueMap(int venue, List<Integer> markets, int firstAsset) {
        this.venue = venue;
        this.markets = List.copyOf(markets);
        this.firstAsset = firstAsset;
    }

    /**
     * Puts what all venues describe into a session's record, in which assets are in the order of the venues and markets in
     * the configured one.
     *
     * @param names of the venues
     * @param venueOfMarkets by market, in configured order
     * @return by venue, where its own are
     */
    static List<VenueMap> describe(
            SessionStarted started,
            List<Gateway.Description> venues,
            List<String> names,
            List<Integer> venueOfMarkets) {
        started.venues.addAll(names);
        if (venues.size() == 1) {
            EngineSettingsFactory.describe(
                    started, venues.get(0).assets(), venues.get(0).instruments());
            return List.of(new VenueMap(0, range(venueOfMarkets.size()), 0));
        }
        List<List<InstrumentRow>> rows = new ArrayList<>();
        List<VenueMap> maps = new ArrayList<>();
        for (int venue = 0; venue < venues.size(); venue++) {
            int first = started.assets.size();
            SessionStarted alone = new SessionStarted();
            EngineSettingsFactory.describe(
                    alone, venues.get(venue).assets(), venues.get(venue).instruments());
            for (AssetRow row : alone.assets) {
                started.assets.add(new AssetRow(row.code(), row.scale(), venue));
            }
            List<InstrumentRow> its = new ArrayList<>();
            for (InstrumentRow row : alone.instruments) {
                its.add(row.placed(names.get(venue) + ":" + row.symbol(), first));
            }
            rows.add(its);
            List<Integer> markets = new ArrayList<>();
            for (int market = 0; market < venueOfMarkets.size(); market++) {
                if (venueOfMarkets.get(market) == venue) {
                    markets.add(market);
                }
            }
            maps.add(new VenueMap(venue, markets, first));
        }
        int[] taken = new int[venues.size()];
        for (int venue : venueOfMarkets) {
            started.instruments.add(rows.get(venue).get(taken[venue]++));
        }
        return maps;
    }

    private static List<Integer> range(int count) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(i);
        }
        return all;
    }

    /** The gateway's index of a market of the session that is at this venue. */
    private int local(int market) {
        return market < 0 ? market : markets.indexOf(market);
    }

    private int session(int market) {
        return market < 0 ? market : markets.get(market);
    }

    /** A command with the gateway's indices; a copy where they differ. */
    Message local(Message command) {
        int market = local(command.market);
        if (market == command.market) {
            return command;
        }
        Message copy = Requests.copy(command);
        copy.market = market;
        return copy;
    }

    /** An inbox for the gateway, whose events get the session's indices on their way to the session's inbox. */
    Inbox inbox(Inbox to) {
        return new Inbox() {
            @Override
            public void offer(Message event) {
                VenueMap.this.offer(event, to);
            }

            @Override
            public boolean wantsWholeBook(int market) {
                return to.wantsWholeBook(session(market));
            }
        };
    }

    /** The gateway may use its event again as it was: it gets its own indices back. */
    private void offer(Message event, Inbox to) {
        int market = event.market;
        try {
            event.market = session(market);
            place(event, 1, market < 0 ? venue : 0);
            to.offer(event);
        } finally {
            event.market = market;
            place(event, -1, 0);
        }
    }

    private void place(Message event, int direction, int ofVenue) {
        if (event instanceof Balance balance) {
            balance.asset += direction * firstAsset;
        } else if (event instanceof Fill fill) {
            fill.feeAsset += direction * firstAsset;
        } else if (event instanceof VenueMessage message) {
            message.venue = ofVenue;
        }
    }
}

package dev.flowmaker.exchange.virtual;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.AccountSetup;
import dev.flowmaker.exchange.DeafListener;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.latency.Line;
import dev.flowmaker.exchange.tape.LiveFeed;
import dev.flowmaker.exchange.virtual.Timeline.Arrival;
import dev.flowmaker.venue.ClientOrderIds;
import dev.flowmaker.venue.Gateway.Description;
import dev.flowmaker.venue.Inbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The simulated exchange on market data as it comes. What arrives now happened at the venue as long ago as market data is
 * under way, so the exchange's clock is that far behind ours: an order meets the book that is there when it arrives, not
 * the older one that was seen when it was sent. One lock over all of it; times are ours, UTC nanoseconds.
 */
final class PaperVenue {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long BEFORE_NANOS = 1_000_000_000;
    private static final int ACCOUNT = 0;
    /** Its line's number; those of {@link Lines} come before it. */
    private static final int ANSWERS = 4;
    /** Sessions of one account must not give two trades one id. */
    private static final int EPOCH_SHIFT = 32;

    private final long marketDataNanos;
    private final Lines lines;
    /** How long those who send wait for an answer. */
    private final Line answers;

    private final int epoch;
    private final Map<Long, Long> filledLotsBefore;
    private final Inbox inbox;
    private final Timeline timeline = new Timeline();
    private final List<LiveFeed> feeds = new ArrayList<>();
    private final Exchange exchange;
    private final VenueEvents events;
    private final VenueDesk desk;

    /**
     * @param epoch the session's number
     * @param filledLotsBefore what is known of the last session's open orders
     * @param nowNanos our time
     */
    PaperVenue(
            PaperSettings settings,
            Description venue,
            AccountSetup account,
            int epoch,
            Map<Long, Long> filledLotsBefore,
            Inbox inbox,
            long nowNanos) {
        marketDataNanos = settings.marketDataNanos();
        lines = new Lines(settings.latency());
        answers = new Line(settings.latency().response(), settings.latency().seed(), ANSWERS);
        RequestGate gate = new RequestGate(settings.limits());
        this.epoch = epoch;
        this.filledLotsBefore = filledLotsBefore;
        this.inbox = inbox;
        List<MarketSetup> markets = new ArrayList<>();
        for (Instrument instrument : venue.instruments()) {
            LiveFeed feed = new LiveFeed();
            feeds.add(feed);
            markets.add(new MarketSetup(instrument, new MarketSource.Live(feed), settings.fills()));
        }
        ClientOrderIds ids = new ClientOrderIds(settings.name());
        events = new VenueEvents(timeline, lines, gate, ids, ACCOUNT, new DeafListener());
        long start = nowNanos - marketDataNanos - BEFORE_NANOS;
        exchange = new Exchange(
                ExchangeSettings.of(
                        start - Math.floorMod(start, NANOS_PER_MILLI), venue.assets(), markets, List.of(account)),
                events);
        exchange.numberFrom((long) epoch << EPOCH_SHIFT);
        desk = new VenueDesk(exchange, events, timeline, lines, gate, ids, ACCOUNT);
        for (int market = 0; market < markets.size(); market++) {
            PaperSettings.Followed followed = settings.markets().get(market);
            events.follow(exchange, market, followed.levels(), followed.touch());
        }
    }

    /** The venue's time at one of ours. */
    private long venueNanos(long nowNanos) {
        return Math.max(exchange.nowNanos(), nowNanos - marketDataNanos);
    }

    /** Something of the market, or of the line it comes by, has arrived. */
    synchronized void onMarketData(Message event, long nowNanos) {
        deliver(nowNanos);
        if (event instanceof BookUpdate || event instanceof TouchUpdate || event instanceof Trade) {
            long venueNanos = venueNanos(nowNanos);
            feeds.get(event.market).offer(event, venueNanos);
            exchange.advanceTo(venueNanos);
            events.settle(venueNanos);
            deliver(nowNanos);
        } else {
            inbox.offer(event);
        }
    }

    /** Sends a command on its way; returns when it will be answered. */
    synchronized long send(Message command, long nowNanos) {
        long atVenue = lines.orderEntry.arrivalNanos(nowNanos);
        timeline.toVenue(Commands.copy(command), nowNanos, atVenue + marketDataNanos);
        return answers.arrivalNanos(atVenue);
    }

    boolean isOfLastSession(QueryOrder query) {
        return query.orderId >>> EPOCH_SHIFT != epoch;
    }

    /** Every order of the last session ended with it, filled as far as it is on record. */
    synchronized long answerOfLastSession(QueryOrder query, long nowNanos) {
        OrderReport event = new OrderReport();
        event.market = query.market;
        event.orderId = query.orderId;
        event.exchangeTimeNanos = VenueEvents.millis(venueNanos(nowNanos));
        Long filledLots = filledLotsBefore.get(query.orderId);
        if (filledLots != null) {
            event.status = OrderStatus.EXPIRED;
            event.filledLots = filledLots;
        }
        long answered = answers.arrivalNanos(lines.orderEntry.arrivalNanos(nowNanos));
        timeline.toEngine(event, nowNanos, answered);
        return answered;
    }

    /** Delivers what has arrived by now; returns when the next thing does, Long.MAX_VALUE for never. */
    synchronized long deliver(long nowNanos) {
        while (timeline.nextNanos() <= nowNanos) {
            Arrival arrival = Objects.requireNonNull(timeline.poll());
            if (arrival.atVenue()) {
                long venueNanos = venueNanos(arrival.timeNanos());
                exchange.advanceTo(venueNanos);
                desk.execute(arrival.message(), arrival.sentNanos(), venueNanos);
                events.settle(venueNanos);
            } else {
                inbox.offer(arrival.message());
            }
        }
        return timeline.nextNanos();
    }

    synchronized void close() {
        exchange.close();
    }
}

package dev.flowmaker.exchange.virtual;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.MarkPrice;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.AccountSetup;
import dev.flowmaker.exchange.DeafListener;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.RequestLimits;
import dev.flowmaker.exchange.TimeInForce;
import dev.flowmaker.exchange.tape.LiveFeed;
import dev.flowmaker.exchange.virtual.Timeline.Arrival;
import dev.flowmaker.venue.ClientOrderIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The simulated exchange in the place of a venue whose session is on record, from some moment on: on the recorded market
 * data, with the account and the orders of then. Its time is that of the records; market data is not under way again.
 */
public final class TakenOverVenue implements AutoCloseable {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int ACCOUNT = 0;
    /** More than any feed tells, so that no level known before is forgotten. */
    private static final int LEVELS = 10_000;

    private final Timeline timeline = new Timeline();
    private final Lines lines;
    private final List<LiveFeed> feeds = new ArrayList<>();
    private final ClientOrderIds ids;
    private final Exchange exchange;
    private final VenueEvents events;
    private final VenueDesk desk;

    /**
     * What is taken over.
     *
     * @param name the daemon's, which makes the client order ids
     * @param balances by asset
     * @param touches by market, whether its touch is told between frames
     * @param latency of commands and their answers; that of market data is 0
     * @param nowNanos the moment, UTC nanoseconds
     * @param lastId trades and changes of books are numbered from above it
     */
    public record Setup(
            String name,
            List<Asset> assets,
            List<Instrument> instruments,
            List<Long> balances,
            List<Boolean> touches,
            FillModel fills,
            VirtualLatency latency,
            long nowNanos,
            long lastId) {}

    public TakenOverVenue(Setup setup) {
        lines = new Lines(setup.latency());
        RequestGate gate = new RequestGate(RequestLimits.NONE);
        ids = new ClientOrderIds(setup.name());
        List<MarketSetup> markets = new ArrayList<>();
        for (Instrument instrument : setup.instruments()) {
            LiveFeed feed = new LiveFeed();
            feeds.add(feed);
            markets.add(new MarketSetup(instrument, new MarketSource.Live(feed), setup.fills()));
        }
        events = new VenueEvents(timeline, lines, gate, ids, ACCOUNT, new DeafListener());
        long start = setup.nowNanos() - NANOS_PER_MILLI;
        exchange = new Exchange(
                ExchangeSettings.of(
                        start - Math.floorMod(start, NANOS_PER_MILLI),
                        setup.assets(),
                        markets,
                        List.of(new AccountSetup(setup.name(), setup.balances()))),
                events);
        exchange.numberFrom(setup.lastId());
        desk = new VenueDesk(exchange, events, timeline, lines, gate, ids, ACCOUNT);
        for (int market = 0; market < markets.size(); market++) {
            events.follow(exchange, market, LEVELS, setup.touches().get(market));
        }
    }

    /** Sets a market's whole book; the engine has it already and is not told. */
    public void begin(BookUpdate whole, long nowNanos) {
        marketData(whole, nowNanos);
        forgetUnderWay();
    }

    /**
     * Lets the account go on with its position in a perpetual; the engine has it already and is not told.
     *
     * @param mark what the venue said of it last; null when it never did
     */
    public void hold(int market, @Nullable MarkPrice mark, long quanta, long costQuanta, long nowNanos) {
        if (mark != null) {
            marketData(mark, nowNanos);
        }
        exchange.goOnWith(ACCOUNT, market, quanta, costQuanta);
        forgetUnderWay();
    }

    /** Pays funding as the recorded venue did, on the position that there is now. */
    public void fund(int market, long ratePpb, long fundingNanos, long nowNanos) {
        exchange.advanceTo(nowNanos);
        exchange.fund(market, ratePpb, fundingNanos);
        events.settle(nowNanos);
    }

    /**
     * Puts an order onto the book as if it had been there, last in its queue; the engine is not told.
     *
     * @return whether the book took it
     */
    public boolean open(int market, long orderId, Side side, long priceTicks, long lots, long nowNanos) {
        NewOrder order = NewOrder.limit(market, ids.text(orderId), side, TimeInForce.GTC, priceTicks, lots);
        boolean crosses = exchange.depth(market).levels(side.opposite()) > 0
                && !side.better(exchange.depth(market).priceTicks(side.opposite(), 0), priceTicks);
        boolean taken = !crosses && exchange.place(ACCOUNT, order, nowNanos).reject() == null;
        forgetUnderWay();
        return taken;
    }

    private void forgetUnderWay() {
        while (timeline.poll() != null) {
            // Nobody is told of what was there before.
        }
    }

    /** A record of the market, our own orders taken out, at its time. */
    public void marketData(Message event, long nowNanos) {
        feeds.get(event.market).offer(event, nowNanos);
        exchange.advanceTo(nowNanos);
        events.settle(nowNanos);
    }

    /** A command leaves the engine. */
    public void send(Message command, long nowNanos) {
        // Whether the market trades is on record.
        if (command.kind() != MessageKind.REFRESH_DEAD_MANS_SWITCH && command.kind() != MessageKind.QUERY_MARKET) {
            timeline.toVenue(Commands.copy(command), nowNanos, lines.orderEntry.arrivalNanos(nowNanos));
        }
    }

    /** When the next message arrives somewhere, UTC nanoseconds; Long.MAX_VALUE for never. */
    public long nextNanos() {
        return timeline.nextNanos();
    }

    /** Lets the next message arrive; returns it when it is for the engine, else null. */
    public @Nullable Message arrive() {
        Arrival arrival = Objects.requireNonNull(timeline.poll());
        if (!arrival.atVenue()) {
            return arrival.message();
        }
        exchange.advanceTo(arrival.timeNanos());
        desk.execute(arrival.message(), arrival.sentNanos(), arrival.timeNanos());
        events.settle(arrival.timeNanos());
        return null;
    }

    @Override
    public void close() {
        exchange.close();
    }
}

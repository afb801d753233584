package dev.flowmaker.exchange.virtual;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.AccountSetup;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import dev.flowmaker.venue.LastAccount;
import dev.flowmaker.venue.MarketData;
import dev.flowmaker.venue.VenueException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Paper trading: a venue's live market data, and in front of it the simulated exchange, which alone takes orders. It holds
 * nothing of the venue that an order could leave by.
 *
 * <p>The account outlives the process as the journal has it: {@link #remember} gives it what the last session held. The
 * venue does not: its orders end with the process, filled as far as the journal knows.
 */
public final class PaperGateway implements Gateway {
    private static final long LONGEST_SLEEP_NANOS = 1_000_000;

    private final MarketData data;
    private final PaperSettings settings;
    private final LongSupplier utcNanos;
    private @Nullable Description described;
    private @Nullable LastAccount last;
    private volatile @Nullable PaperVenue venue;
    private volatile @Nullable Thread turning;
    private volatile boolean closed;

    /**
     * @param data of the venue whose markets these are; closed with this
     * @param utcNanos our clock, UTC nanoseconds, never decreasing
     */
    public PaperGateway(MarketData data, PaperSettings settings, LongSupplier utcNanos) {
        this.data = data;
        this.settings = settings;
        this.utcNanos = utcNanos;
    }

    @Override
    public Description describe() throws VenueException {
        Description venueSays = data.describe();
        List<Instrument> instruments = new ArrayList<>();
        for (Instrument each : venueSays.instruments()) {
            instruments.add(each.withFees(settings.makerFeePpb(), settings.takerFeePpb()));
        }
        Description whole = new Description(
                venueSays.assets(), instruments, venueSays.clockOffsetNanos(), venueSays.roundTripNanos());
        requireKnown(whole.assets());
        described = whole;
        return whole;
    }

    private void requireKnown(List<Asset> assets) throws VenueException {
        List<String> codes = assets.stream().map(Asset::code).toList();
        for (String code : settings.balances().keySet()) {
            if (!codes.contains(code)) {
                throw new VenueException("venue.paper.balances has " + code + ", which no market trades; these are "
                        + String.join(", ", codes));
            }
        }
    }

    @Override
    public void remember(LastAccount account) {
        last = account;
    }

    /** What the account begins with, by asset index. */
    private List<Long> opening(List<Asset> assets) {
        if (last != null) {
            return last.quanta();
        }
        List<Long> quanta = new ArrayList<>();
        for (int i = 0; i < assets.size(); i++) {
            BigDecimal given = settings.balances().getOrDefault(assets.get(i).code(), BigDecimal.ZERO);
            quanta.add(given.movePointRight(assets.get(i).scale())
                    .setScale(0, RoundingMode.DOWN)
                    .longValueExact());
        }
        return quanta;
    }

    @Override
    public void start(SessionStarted session, Inbox inbox) throws VenueException {
        if (described == null) {
            throw new IllegalStateException("describe the venue first");
        }
        PaperVenue opened = new PaperVenue(
                settings,
                described,
                new AccountSetup(settings.name(), opening(described.assets())),
                session.epoch,
                last == null ? Map.of() : last.filledLotsByOrder(),
                inbox,
                utcNanos.getAsLong());
        venue = opened;
        connected(Channel.REQUESTS, inbox);
        connected(Channel.USER, inbox);
        data.start(new Inbox() {
            @Override
            public void offer(Message event) {
                opened.onMarketData(event, utcNanos.getAsLong());
            }

            @Override
            public boolean wantsWholeBook(int market) {
                return inbox.wantsWholeBook(market);
            }
        });
        Thread thread = new Thread(this::turn, "paper-venue");
        thread.setDaemon(true);
        turning = thread;
        thread.start();
    }

    private static void connected(Channel channel, Inbox inbox) {
        ConnectionChanged up = new ConnectionChanged();
        up.channel = channel;
        up.up = true;
        up.text = "paper";
        inbox.offer(up);
    }

    /** Delivers what is under way when its time has come. */
    private void turn() {
        PaperVenue turned = venue;
        while (!closed && turned != null) {
            long now = utcNanos.getAsLong();
            long next = turned.deliver(now);
            if (next > now) {
                LockSupport.parkNanos(Math.min(LONGEST_SLEEP_NANOS, next - now));
            }
        }
    }

    /** Takes as long as a request to the venue would. */
    @Override
    public void execute(Message command) {
        PaperVenue executing = venue;
        if (executing == null) {
            throw new IllegalStateException("start the gateway first");
        }
        if (command.kind() == MessageKind.QUERY_MARKET) {
            askStatus(command.market, executing);
            return;
        }
        long answered = command instanceof QueryOrder query && executing.isOfLastSession(query)
                ? executing.answerOfLastSession(query, utcNanos.getAsLong())
                : executing.send(command, utcNanos.getAsLong());
        LockSupport.unpark(turning);
        for (long now = utcNanos.getAsLong(); now < answered && !closed; now = utcNanos.getAsLong()) {
            LockSupport.parkNanos(answered - now);
        }
    }

    /** The venue's own word, but for the fees, which are ours. */
    @Override
    public MarketStatus status(int market) throws VenueException {
        Description known = described;
        if (known == null) {
            throw new IllegalStateException("describe the venue first");
        }
        MarketStatus status = data.status(market);
        status.makerFeePpb = known.instruments().get(market).makerFeePpb();
        status.takerFeePpb = known.instruments().get(market).takerFeePpb();
        return status;
    }

    private void askStatus(int market, PaperVenue asking) {
        Message answer;
        try {
            answer = status(market);
        } catch (VenueException noAnswer) {
            RequestUnknown unknown = new RequestUnknown();
            unknown.market = market;
            unknown.request = RequestType.QUERY_MARKET;
            unknown.text = String.valueOf(noAnswer.getMessage());
            answer = unknown;
        }
        asking.onMarketData(answer, utcNanos.getAsLong());
    }

    @Override
    public int weight(MessageKind command) {
        return data.weight(command);
    }

    @Override
    public void close() {
        closed = true;
        data.close();
        Thread ending = turning;
        if (ending != null) {
            LockSupport.unpark(ending);
            try {
                ending.join();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
        PaperVenue closing = venue;
        if (closing != null) {
            closing.close();
        }
    }
}

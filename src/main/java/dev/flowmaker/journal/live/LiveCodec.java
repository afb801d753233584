package dev.flowmaker.journal.live;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.MarginState;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.BookStatus;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.order.OrderState;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.core.risk.BreakerKind;
import dev.flowmaker.core.risk.BreakerState;
import dev.flowmaker.core.risk.Reaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pictures as bytes: the fields in the order of the records, enums by name. Both ends are the same layout's. */
final class LiveCodec {
    private static final int MOST_TEXT = 400;

    private LiveCodec() {}

    /** Slot 0: everything but the markets. */
    static byte[] session(LiveState state) {
        return bytes(out -> {
            LiveState.Daemon d = state.daemon();
            text(out, d.version());
            text(out, d.name());
            text(out, d.venue());
            text(out, d.mode());
            out.writeInt(d.epoch());
            out.writeLong(d.pid());
            out.writeLong(d.startedNanos());
            out.writeLong(d.beat());
            out.writeLong(d.beatNanos());
            symbol(out, d.ended());
            out.writeLong(d.freeBytes());
            out.writeLong(d.writeFailures());
            out.writeInt(d.alerts().size());
            for (LiveState.Alert alert : d.alerts()) {
                out.writeLong(alert.timeNanos());
                text(out, alert.severity());
                text(out, alert.code());
                text(out, alert.text());
                out.writeLong(alert.suppressed());
            }
            view(out, state.view());
        });
    }

    private static void view(DataOutputStream out, SessionView v) throws IOException {
        out.writeLong(v.timeNanos());
        out.writeLong(v.sequence());
        channels(out, v.up());
        out.writeBoolean(v.quoting());
        out.writeBoolean(v.halted());
        out.writeBoolean(v.haltConfirmed());
        out.writeBoolean(v.flattening());
        out.writeBoolean(v.stopping());
        out.writeBoolean(v.reconciled());
        out.writeLong(v.records());
        out.writeLong(v.decisions());
        out.writeInt(v.actions().size());
        for (Map.Entry<Action, Long> each : v.actions().entrySet()) {
            symbol(out, each.getKey());
            out.writeLong(each.getValue());
        }
        out.writeLong(v.places());
        out.writeLong(v.cancels());
        out.writeLong(v.droppedMarketData());
        out.writeInt(v.inboxBytes());
        out.writeInt(v.outbox().cancels());
        out.writeInt(v.outbox().places());
        out.writeInt(v.outbox().queries());
        out.writeInt(v.outbox().underWay());
        out.writeInt(v.openOrders());
        breakers(out, v.breakers());
        out.writeInt(v.venues().size());
        for (SessionView.Venue venue : v.venues()) {
            text(out, venue.name());
            channels(out, venue.up());
            out.writeBoolean(venue.reconciled());
            out.writeLong(venue.limitedUntilNanos());
            out.writeInt(venue.openOrders());
            breakers(out, venue.breakers());
        }
        out.writeInt(v.markets().size());
    }

    private static void channels(DataOutputStream out, List<Channel> up) throws IOException {
        out.writeInt(up.size());
        for (Channel channel : up) {
            symbol(out, channel);
        }
    }

    private static List<SessionView.Venue> venues(DataInputStream in) throws IOException {
        List<SessionView.Venue> venues = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            venues.add(new SessionView.Venue(
                    in.readUTF(), channels(in), in.readBoolean(), in.readLong(), in.readInt(), readBreakers(in)));
        }
        return List.copyOf(venues);
    }

    /** The other slots. */
    static byte[] market(SessionView.Market m) {
        return bytes(out -> {
            instrument(out, m.instrument());
            symbol(out, m.status());
            symbol(out, m.obstacle());
            out.writeLong(m.bidTicks());
            out.writeLong(m.bidLots());
            out.writeLong(m.askTicks());
            out.writeLong(m.askLots());
            out.writeDouble(m.flowImbalance());
            out.writeLong(m.fairMicroTicks());
            out.writeLong(m.decisionSequence());
            out.writeLong(m.inventoryQuanta());
            out.writeLong(m.profit().spreadQuanta());
            out.writeLong(m.profit().inventoryQuanta());
            out.writeLong(m.profit().feesQuanta());
            out.writeLong(m.profit().fundingQuanta());
            out.writeLong(m.profit().totalQuanta());
            out.writeLong(m.profit().equityQuanta());
            out.writeBoolean(m.profit().exact());
            margin(out, m.margin());
            fills(out, m.bought());
            fills(out, m.sold());
            breakers(out, m.breakers());
            out.writeInt(m.quotes().size());
            for (SessionView.Quote quote : m.quotes()) {
                symbol(out, quote.side());
                out.writeInt(quote.level());
                out.writeLong(quote.priceTicks());
                out.writeLong(quote.openLots());
                symbol(out, quote.state());
            }
        });
    }

    private static void margin(DataOutputStream out, @Nullable MarginState margin) throws IOException {
        out.writeBoolean(margin != null);
        if (margin != null) {
            out.writeLong(margin.positionQuanta());
            out.writeLong(margin.costQuanta());
            out.writeLong(margin.equityQuanta());
            out.writeLong(margin.leverageMilli());
            out.writeLong(margin.liquidationPpb());
        }
    }

    private static @Nullable MarginState readMargin(DataInputStream in) throws IOException {
        return in.readBoolean()
                ? new MarginState(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong())
                : null;
    }

    private static void instrument(DataOutputStream out, Instrument i) throws IOException {
        out.writeInt(i.market());
        text(out, i.symbol());
        text(out, i.venueSymbol());
        asset(out, i.base(), i.baseAsset());
        asset(out, i.quote(), i.quoteAsset());
        decimal(out, i.tick());
        decimal(out, i.lot());
        out.writeLong(i.minLots());
        out.writeLong(i.maxLots());
        out.writeLong(i.minPriceTicks());
        out.writeLong(i.maxPriceTicks());
        out.writeLong(i.minNotionalQuanta());
        out.writeLong(i.makerFeePpb());
        out.writeLong(i.takerFeePpb());
        symbol(out, i.contract().kind());
        decimal(out, i.contract().size());
        out.writeLong(i.contract().initialMarginPpb());
        out.writeLong(i.contract().maintenanceMarginPpb());
    }

    private static void asset(DataOutputStream out, Asset asset, int index) throws IOException {
        text(out, asset.code());
        out.writeInt(asset.scale());
        out.writeInt(asset.venue());
        out.writeInt(index);
    }

    private static void decimal(DataOutputStream out, Decimal value) throws IOException {
        out.writeLong(value.mantissa());
        out.writeInt(value.scale());
    }

    private static void fills(DataOutputStream out, SessionView.SideFills fills) throws IOException {
        out.writeLong(fills.count());
        out.writeLong(fills.lots());
        out.writeLong(fills.notionalQuanta());
    }

    private static void breakers(DataOutputStream out, List<SessionView.Tripped> breakers) throws IOException {
        out.writeInt(breakers.size());
        for (SessionView.Tripped each : breakers) {
            symbol(out, each.kind());
            symbol(out, each.state());
            symbol(out, each.reaction());
            out.writeLong(each.sinceNanos());
            out.writeLong(each.observed());
            out.writeLong(each.limit());
            out.writeBoolean(each.operator());
            out.writeLong(each.afterNanos());
            out.writeLong(each.armsNanos());
            out.writeInt(each.cleanFrames());
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        out.writeUTF(text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text);
    }

    private static void symbol(DataOutputStream out, @Nullable Enum<?> value) throws IOException {
        out.writeUTF(value == null ? "" : value.name());
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    /** How many markets a session's slot speaks of, and the rest of it. */
    record Session(LiveState.Daemon daemon, SessionView view, int markets) {}

    static Session readSession(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        LiveState.Daemon daemon = new LiveState.Daemon(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                symbol(in, StopReason.class),
                in.readLong(),
                in.readLong(),
                alerts(in));
        SessionView view = new SessionView(
                in.readLong(),
                in.readLong(),
                channels(in),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readLong(),
                in.readLong(),
                actions(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                new SessionView.Lanes(in.readInt(), in.readInt(), in.readInt(), in.readInt()),
                in.readInt(),
                readBreakers(in),
                venues(in),
                List.of());
        return new Session(daemon, view, in.readInt());
    }

    private static List<LiveState.Alert> alerts(DataInputStream in) throws IOException {
        List<LiveState.Alert> alerts = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            alerts.add(new LiveState.Alert(in.readLong(), in.readUTF(), in.readUTF(), in.readUTF(), in.readLong()));
        }
        return List.copyOf(alerts);
    }

    private static List<Channel> channels(DataInputStream in) throws IOException {
        List<Channel> up = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            up.add(Channel.valueOf(in.readUTF()));
        }
        return List.copyOf(up);
    }

    private static Map<Action, Long> actions(DataInputStream in) throws IOException {
        Map<Action, Long> actions = new EnumMap<>(Action.class);
        for (int i = in.readInt(); i > 0; i--) {
            actions.put(Action.valueOf(in.readUTF()), in.readLong());
        }
        return actions;
    }

    static SessionView.Market readMarket(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        return new SessionView.Market(
                readInstrument(in),
                BookStatus.valueOf(in.readUTF()),
                symbol(in, Reason.class),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readDouble(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                new SessionView.ProfitParts(
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readBoolean()),
                readMargin(in),
                readFills(in),
                readFills(in),
                readBreakers(in),
                quotes(in));
    }

    private static Instrument readInstrument(DataInputStream in) throws IOException {
        int market = in.readInt();
        String symbol = in.readUTF();
        String venueSymbol = in.readUTF();
        Asset base = new Asset(in.readUTF(), in.readInt(), in.readInt());
        int baseAsset = in.readInt();
        Asset quote = new Asset(in.readUTF(), in.readInt(), in.readInt());
        int quoteAsset = in.readInt();
        return new Instrument(
                market,
                symbol,
                venueSymbol,
                base,
                baseAsset,
                quote,
                quoteAsset,
                new Decimal(in.readLong(), in.readInt()),
                new Decimal(in.readLong(), in.readInt()),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                new Contract(
                        ContractKind.valueOf(in.readUTF()),
                        new Decimal(in.readLong(), in.readInt()),
                        in.readLong(),
                        in.readLong()));
    }

    private static SessionView.SideFills readFills(DataInputStream in) throws IOException {
        return new SessionView.SideFills(in.readLong(), in.readLong(), in.readLong());
    }

    private static List<SessionView.Tripped> readBreakers(DataInputStream in) throws IOException {
        List<SessionView.Tripped> breakers = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            breakers.add(new SessionView.Tripped(
                    BreakerKind.valueOf(in.readUTF()),
                    BreakerState.valueOf(in.readUTF()),
                    Reaction.valueOf(in.readUTF()),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readBoolean(),
                    in.readLong(),
                    in.readLong(),
                    in.readInt()));
        }
        return List.copyOf(breakers);
    }

    private static List<SessionView.Quote> quotes(DataInputStream in) throws IOException {
        List<SessionView.Quote> quotes = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            quotes.add(new SessionView.Quote(
                    Side.valueOf(in.readUTF()),
                    in.readInt(),
                    in.readLong(),
                    in.readLong(),
                    OrderState.valueOf(in.readUTF())));
        }
        return List.copyOf(quotes);
    }

    private static <E extends Enum<E>> @Nullable E symbol(DataInputStream in, Class<E> type) throws IOException {
        String name = in.readUTF();
        return name.isEmpty() ? null : Enum.valueOf(type, name);
    }
}

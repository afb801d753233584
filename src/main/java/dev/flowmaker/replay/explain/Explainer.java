package dev.flowmaker.replay.explain;

import dev.flowmaker.config.ConfigurationException;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.engine.QuoteLine;
import dev.flowmaker.core.engine.SignalLine;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.replay.Copies;
import dev.flowmaker.replay.Finder;
import dev.flowmaker.replay.TradeFinder;
import dev.flowmaker.replay.explain.Explanation.Life;
import dev.flowmaker.replay.explain.Explanation.Queue;
import dev.flowmaker.replay.explain.Explanation.Scene;
import dev.flowmaker.replay.explain.Explanation.Signal;
import dev.flowmaker.replay.explain.Explanation.Slot;
import dev.flowmaker.venue.ClientOrderIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Explains decisions of a journal. The price's parts are the record's own; what the record does not hold, the book and the
 * checks that passed, is had by playing the decision again from the nearest snapshot, and left out where this build
 * cannot.
 */
public final class Explainer {
    private static final long LOOK_BACK = 300_000;

    private final JournalReader reader;
    private final Finder finder;
    private final Map<String, EngineSettings> settings = new HashMap<>();
    private final Map<Long, Long> placements = new HashMap<>();
    private @Nullable Session last;
    /** Many at once, when they were made so. */
    private @Nullable Retellings retellings;

    /** Which quotes of a decision. */
    public record Filter(@Nullable String market, @Nullable Side side, int level) {
        /** A level that is any. */
        public static final int ANY = -1;

        /** All of them. */
        public static final Filter ALL = new Filter(null, null, ANY);

        boolean wants(QuoteLine line) {
            return (side == null || line.side == side) && (level == ANY || line.level == level);
        }
    }

    /** The session around a place. */
    private record Session(
            long header, String name, int epoch, String mode, EngineSettings settings, ClientOrderIds ids) {}

    /** @param reader is moved about; stays its owner's to close */
    public Explainer(JournalReader reader) {
        this.reader = reader;
        this.finder = new Finder(reader);
    }

    /**
     * Explains many filled orders, in the order of the set: what has to be played again is played once for all of them. Those
     * whose placement is not in the journal are left out.
     *
     * @param reader is moved about; stays its owner's to close
     */
    public static void filledOrders(JournalReader reader, Set<Long> orderIds, Consumer<Explanation> each) {
        Explainer explainer = new Explainer(reader);
        Retellings made = new Retellings(reader, orderIds, explainer::settings);
        explainer.retellings = made;
        for (long orderId : orderIds) {
            Retellings.Placed placed = made.placed(orderId);
            if (placed != null) {
                explainer.placements.put(orderId, placed.sequence());
                explainer.enter(placed.header());
                each.accept(explainer.explain(
                        "order " + orderId, placed.decision(), line -> line.orderId == orderId, List.of()));
            }
        }
    }

    /** The journal's places. */
    public Finder finder() {
        return finder;
    }

    /** The order's placement, and what became of it. */
    public Explanation order(long orderId) {
        return order("order " + orderId, orderId);
    }

    /** The same by the id that the venue knows. */
    public Explanation client(String clientId) {
        long orderId = session(finder.last()).ids.orderId(clientId);
        if (orderId == 0) {
            throw new JournalException(
                    "'" + clientId + "' is no client order id of this daemon",
                    "",
                    "they look like " + session(finder.last()).ids.text(1L << 32 | 1));
        }
        return order("client order id " + clientId, orderId);
    }

    /**
     * The order that traded. Looks where the id should be, and says when that was not everywhere.
     *
     * @param market its symbol, null for any
     */
    public Explanation trade(long tradeId, @Nullable String market) {
        TradeFinder trades = new TradeFinder(reader, finder);
        return trade(tradeId, trades.find(tradeId, market(market)), trades);
    }

    /** The same among the records from {@code from} on and before {@code end}: all of them are read. */
    public Explanation trade(long tradeId, @Nullable String market, long from, long end) {
        TradeFinder trades = new TradeFinder(reader, finder);
        return trade(tradeId, trades.readThrough(tradeId, market(market), from, end), trades);
    }

    private int market(@Nullable String symbol) {
        return symbol == null ? Message.NO_MARKET : index(session(finder.last()), symbol);
    }

    private Explanation trade(long tradeId, @Nullable Fill fill, TradeFinder trades) {
        if (fill != null) {
            return order("trade " + tradeId + " of order " + fill.orderId, fill.orderId);
        }
        if (trades.everywhere()) {
            throw new JournalException(
                    "no trade of ours has the id " + tradeId, "", "`journal dump --kind fill` lists them");
        }
        throw new JournalException(
                String.format(
                                Locale.ROOT,
                                "no trade of ours with the id %d is among the %,d records",
                                tradeId,
                                trades.read())
                        + " that were read",
                "",
                "say with --from and --to between which times or sequences it was");
    }

    private Explanation order(String asked, long orderId) {
        long placed = placement(orderId);
        if (placed == 0) {
            throw new JournalException(
                    "no order " + orderId + " was placed in this journal",
                    "",
                    "`journal dump --kind place-order` lists them");
        }
        PlaceOrder command = (PlaceOrder) finder.read(placed);
        int market = command.market;
        long decision = finder.lastBefore(
                placed,
                command.causeSequence,
                record -> record.kind() == MessageKind.DECISION && record.market() == market);
        return explain(asked, decision, line -> line.orderId == orderId, List.of());
    }

    /** A decision by its sequence; of another record the last decision before it. */
    public Explanation decision(long sequence, Filter filter) {
        Message message = finder.read(sequence);
        if (message instanceof Decision) {
            return explain("decision " + sequence, sequence, filter::wants, List.of());
        }
        MessageKind kind = message.kind();
        long found = decisionBefore(sequence, filter);
        return explain(
                "record " + sequence,
                found,
                filter::wants,
                List.of("record " + sequence + " is a " + kind + ": this is the last decision before it"));
    }

    /**
     * What was quoted at a time, and why.
     *
     * @param asked the question in words
     */
    public Explanation at(String asked, long timeNanos, Filter filter) {
        long end = finder.atOrAfter(timeNanos + 1) - 1;
        if (end < finder.first()) {
            throw new JournalException(
                    "the journal begins later",
                    "",
                    "ask for a time from " + Instant.EPOCH.plusNanos(finder.timeNanos(finder.first())) + " on");
        }
        List<String> notes =
                end == finder.last() ? List.of("the journal ends before that: this is its last decision") : List.of();
        long found = decisionBefore(end, filter);
        boolean past = finder.timeNanos(finder.last()) < timeNanos;
        return explain(asked, found, filter::wants, past ? notes : List.of());
    }

    private long decisionBefore(long sequence, Filter filter) {
        Session session = session(sequence);
        int market = filter.market == null ? only(session) : index(session, filter.market);
        long found = finder.lastBefore(
                sequence, session.header, record -> record.kind() == MessageKind.DECISION && record.market() == market);
        if (found == 0) {
            throw new JournalException(
                    "nothing was decided in this session until then",
                    "",
                    "quoting begins when the venue's orders and balances are known; `journal dump` shows what came");
        }
        return found;
    }

    /** Each order is looked for once. */
    private long placement(long orderId) {
        Long known = placements.get(orderId);
        if (known == null) {
            known = finder.placement(orderId);
            placements.put(orderId, known);
        }
        return known;
    }

    private static int only(Session session) {
        if (session.settings.markets().size() > 1) {
            throw new ConfigurationException(List.of("--market is needed: one of " + symbols(session)));
        }
        return 0;
    }

    private static int index(Session session, String symbol) {
        int index = symbols(session).indexOf(symbol);
        if (index < 0) {
            throw new ConfigurationException(
                    List.of("--market " + symbol + " is not in this session; it has " + symbols(session)));
        }
        return index;
    }

    private static List<String> symbols(Session session) {
        return session.settings.markets().stream()
                .map(market -> market.instrument().symbol())
                .toList();
    }

    private Session session(long sequence) {
        return retellings != null && last != null
                ? last
                : enter(finder.start(sequence).header());
    }

    private Session enter(long header) {
        Session known = last;
        if (known != null && known.header == header) {
            return known;
        }
        SessionStarted started = (SessionStarted) finder.read(header);
        Session found = new Session(
                header, started.name, started.epoch, started.mode, settings(started), new ClientOrderIds(started.name));
        last = found;
        return found;
    }

    /** Settings are read once for many questions about one session. */
    private EngineSettings settings(SessionStarted started) {
        String key = started.epoch + started.configuration;
        EngineSettings known = settings.get(key);
        if (known == null) {
            known = EngineSettingsFactory.from(started);
            settings.put(key, known);
        }
        return known;
    }

    private Explanation explain(String asked, long sequence, Predicate<QuoteLine> wanted, List<String> notes) {
        Session session = session(sequence);
        List<String> all = new ArrayList<>(notes);
        Decision decision = Copies.of((Decision) finder.read(sequence));
        MarketSettings settings = session.settings.markets().get(decision.market);
        ReasonText reasons = new ReasonText(settings);
        List<QuoteLine> lines = new ArrayList<>();
        List<Lives> lives = new ArrayList<>();
        for (int i = 0; i < decision.quotes(); i++) {
            if (wanted.test(decision.quote(i))) {
                lines.add(decision.quote(i));
                lives.add(lives(decision, decision.quote(i), session, reasons));
            }
        }
        if (lines.isEmpty()) {
            throw new ConfigurationException(List.of("decision " + sequence + " has no such quote: it has "
                    + settings.quote().levels() + " levels a side, from 0 on"));
        }
        Retold retelling = retell(decision, all);
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            slots.add(slot(decision, lines.get(i), lives.get(i), reasons, retelling));
        }
        if (retelling != null && lines.size() == 1) {
            Lives one = lives.get(0);
            Life own = one.own;
            if (own != null) {
                boolean placed = lines.get(0).action == Action.PLACE;
                own = own.with(placed ? retelling.follow(own, decision.market) : queue(own, decision.market));
            }
            slots.set(0, slot(decision, lines.get(0), new Lives(own, one.before, one.since), reasons, retelling));
        }
        return new Explanation(
                asked,
                session.name + " session " + session.epoch + " (" + session.mode + ")",
                settings.instrument(),
                sequence,
                decision.timeNanos,
                decision.trigger,
                retelling == null ? "" : retelling.input(),
                scene(decision, retelling == null ? List.of() : retelling.book()),
                slots,
                List.copyOf(all));
    }

    /** Where the order stood in its queue: told by playing on from the decision that placed it. */
    private @Nullable Queue queue(Life life, int market) {
        long sequence = finder.lastBefore(
                life.placedSequence(), record -> record.kind() == MessageKind.DECISION && record.market() == market);
        try {
            return new Retelling(reader, Copies.of((Decision) finder.read(sequence)), this::settings)
                    .follow(life, market);
        } catch (JournalException older) {
            return null;
        }
    }

    /** The order of a slot, the one before it, and since when there was none. */
    private record Lives(@Nullable Life own, @Nullable Life before, long since) {}

    private @Nullable Retold retell(Decision decision, List<String> notes) {
        try {
            Retold retelling = retellings == null ? null : retellings.decision(decision.sequence);
            retelling = retelling == null ? new Retelling(reader, decision, this::settings) : retelling;
            if (!retelling.agrees()) {
                notes.add(
                        "this build decides otherwise than recorded: the sum is the record's, the book and the checks are"
                                + " this build's; `flowmaker replay` shows where they part");
            }
            return retelling;
        } catch (JournalException e) {
            notes.add("without the book and the checks that passed, which playing it again would tell: "
                    + e.getMessage());
            return null;
        }
    }

    private Slot slot(Decision decision, QuoteLine line, Lives lives, ReasonText reasons, @Nullable Retold retelling) {
        boolean standing = line.workingLots > 0;
        long checkedTicks = standing ? line.workingPriceTicks : line.priceTicks;
        Life own = lives.own;
        return new Slot(
                line.side,
                line.level,
                line.action,
                line.reason,
                reasons.of(line, own == null ? -1 : decision.timeNanos - own.placedNanos()),
                lives.since,
                PriceSum.of(line),
                line.priceTicks,
                line.lots,
                line.workingPriceTicks,
                line.workingLots,
                line.verdict,
                line.observed,
                line.limit,
                checkedTicks,
                retelling == null
                        ? List.of()
                        : retelling.checks(line.side, checkedTicks, standing ? line.workingLots : line.lots),
                line.orderId,
                own,
                lives.before);
    }

    private Lives lives(Decision decision, QuoteLine line, Session session, ReasonText reasons) {
        Life own = line.orderId == 0 ? null : life(line.orderId, session, reasons);
        Life before = null;
        if (line.action == Action.PLACE) {
            long earlier = earlierOrder(decision, line, session);
            before = earlier == 0 ? null : life(earlier, session, reasons);
        }
        return new Lives(own, before, line.action == Action.SUPPRESS ? since(decision, line, session) : 0);
    }

    private @Nullable Life life(long orderId, Session session, ReasonText reasons) {
        long placed = placement(orderId);
        if (placed == 0) {
            return null;
        }
        PlaceOrder command = Copies.of((PlaceOrder) finder.read(placed));
        return new OrderLife(session.settings.assets(), reasons, command).read(reader, session.ids.text(orderId));
    }

    /** The order that had the slot last, by looking back; 0 when there was none lately. */
    private long earlierOrder(Decision decision, QuoteLine line, Session session) {
        long[] found = new long[1];
        lookBack(decision, session, each -> {
            QuoteLine same = sameSlot(each, line);
            if (same != null && same.orderId != 0 && same.orderId != line.orderId) {
                found[0] = same.orderId;
                return true;
            }
            return false;
        });
        return found[0];
    }

    /** Since when the slot has had no quote for this reason; 0 when that is longer ago than was looked. */
    private long since(Decision decision, QuoteLine line, Session session) {
        long other = lookBack(decision, session, each -> {
            QuoteLine same = sameSlot(each, line);
            return same != null && (same.action != line.action || same.reason != line.reason);
        });
        if (other == 0 && decision.sequence - LOOK_BACK > session.header) {
            return 0;
        }
        reader.from(Math.max(other, session.header) + 1);
        while (reader.advance()) {
            if (reader.kind() == MessageKind.DECISION && reader.market() == decision.market) {
                return reader.timeNanos();
            }
        }
        return 0;
    }

    /** Sequence of the last decision of the market before this one that passes, 0 for none within reach. */
    private long lookBack(Decision decision, Session session, Predicate<Decision> wanted) {
        long least = Math.max(session.header, decision.sequence - LOOK_BACK);
        return finder.lastBefore(
                decision.sequence - 1,
                least,
                record -> record.kind() == MessageKind.DECISION
                        && record.market() == decision.market
                        && wanted.test((Decision) record.message()));
    }

    private static @Nullable QuoteLine sameSlot(Decision decision, QuoteLine line) {
        for (int i = 0; i < decision.quotes(); i++) {
            if (decision.quote(i).side == line.side && decision.quote(i).level == line.level) {
                return decision.quote(i);
            }
        }
        return null;
    }

    private static Scene scene(Decision decision, List<Explanation.Level> book) {
        List<Signal> signals = new ArrayList<>();
        for (int i = 0; i < decision.signals(); i++) {
            SignalLine line = decision.signal(i);
            signals.add(new Signal(line.kind, line.rank, line.value, line.weight, line.microTicks, line.confidence));
        }
        return new Scene(
                decision.bidTicks,
                decision.bidLots,
                decision.askTicks,
                decision.askLots,
                microPrice(decision),
                decision.volatility,
                decision.intensity,
                decision.intensityDecay,
                decision.inventoryQuanta,
                decision.buyMarkoutMicroTicks,
                decision.sellMarkoutMicroTicks,
                signals,
                book);
    }

    /** The touch weighted by the other side's queue, rounded to a millionth of a tick. */
    private static long microPrice(Decision decision) {
        long lots = decision.bidLots + decision.askLots;
        if (decision.bidTicks == Instrument.NO_PRICE || decision.askTicks == Instrument.NO_PRICE || lots <= 0) {
            return Instrument.NO_PRICE;
        }
        double share = (double) decision.bidLots / lots;
        return decision.bidTicks * PriceParts.MICRO
                + Math.round((decision.askTicks - decision.bidTicks) * share * PriceParts.MICRO);
    }
}

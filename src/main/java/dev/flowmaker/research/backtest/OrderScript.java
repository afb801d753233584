package dev.flowmaker.research.backtest;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.AccountSetup;
import dev.flowmaker.exchange.DeafListener;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.OrderRef;
import dev.flowmaker.exchange.Reject;
import dev.flowmaker.exchange.SelfTradePrevention;
import dev.flowmaker.exchange.latency.Latency;
import dev.flowmaker.exchange.latency.Line;
import dev.flowmaker.journal.JournalReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of given orders on a tape: no engine, nothing but the exchange and its queues. */
public final class OrderScript {
    private static final long OPENING_QUANTA = 1_000_000_000_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int MOST_OPEN = 1_000_000;

    /** What happened to an order. */
    public enum What {
        ACCEPTED,
        REJECTED,
        FILLED,
        CANCELED
    }

    /**
     * Something that happened to an order.
     *
     * @param exchangeNanos when, at the exchange
     * @param heardNanos when its sender heard of it
     * @param lots filled by this, or open until then
     * @param reject why it was refused, or null
     */
    public record Event(
            long id,
            What what,
            long exchangeNanos,
            long heardNanos,
            long priceTicks,
            long lots,
            @Nullable Reject reject) {}

    /**
     * How to run them.
     *
     * @param tapes of the market, each the continuation of the one before
     * @param touches whether best prices between frames are played
     */
    public record Options(
            List<Path> tapes, FillModel fills, boolean touches, Latency orderEntry, Latency execution, long seed) {
        public Options {
            tapes = List.copyOf(tapes);
        }
    }

    private record Request(long sentNanos, boolean cancel, ScriptedOrder order) {}

    private final Options options;
    private final Instrument instrument;
    private final Line execution;
    private final List<Event> events = new ArrayList<>();

    private OrderScript(Options options, Instrument instrument) {
        this.options = options;
        this.instrument = instrument;
        this.execution = new Line(options.execution, options.seed, 1);
    }

    /**
     * The market of a tape.
     *
     * @param symbol null when it has only one
     */
    public static Instrument instrument(Path tape, @Nullable String symbol) {
        List<Instrument> found = EngineSettingsFactory.instruments(header(tape));
        List<Instrument> wanted = found.stream()
                .filter(each -> symbol == null || each.symbol().equals(symbol))
                .toList();
        if (wanted.size() != 1) {
            throw new BacktestException(tape + " holds "
                    + String.join(", ", found.stream().map(Instrument::symbol).toList()) + ": name one of them");
        }
        return wanted.get(0);
    }

    private static SessionStarted header(Path tape) {
        try (JournalReader records = JournalReader.open(tape)) {
            if (records.next() instanceof SessionStarted started) {
                return started;
            }
        }
        throw new BacktestException(tape + ": does not begin with a session: is it a tape?");
    }

    /** Runs them to the tape's end. Events are in the order in which they happened at the exchange. */
    public static List<Event> run(Options options, Instrument instrument, List<ScriptedOrder> orders) {
        return new OrderScript(options, instrument).run(orders);
    }

    private List<Event> run(List<ScriptedOrder> orders) {
        List<Request> requests = new ArrayList<>();
        long first = Long.MAX_VALUE;
        for (ScriptedOrder order : orders) {
            first = Math.min(first, order.sentNanos());
            requests.add(new Request(order.sentNanos(), false, order));
            if (order.cancelNanos() != 0) {
                requests.add(new Request(order.cancelNanos(), true, order));
            }
        }
        requests.sort(Comparator.comparingLong(Request::sentNanos));
        Line entry = new Line(options.orderEntry, options.seed, 0);
        try (Exchange exchange = new Exchange(settings(first), new Ears())) {
            for (Request request : requests) {
                if (!entry.refuses(request.sentNanos)) {
                    carryOut(exchange, request, entry.arrivalNanos(request.sentNanos));
                }
            }
            for (long next = exchange.nextEventNanos(); next != Long.MAX_VALUE; next = exchange.nextEventNanos()) {
                exchange.advanceTo(next);
            }
        }
        return events;
    }

    private ExchangeSettings settings(long firstNanos) {
        SessionStarted header = header(options.tapes.get(0));
        List<MarketSetup> markets = new ArrayList<>();
        for (Instrument each : EngineSettingsFactory.instruments(header)) {
            MarketSource source = each.market() == instrument.market()
                    ? new MarketSource.Tape(options.tapes, options.touches)
                    : new MarketSource.ClientsOnly();
            markets.add(new MarketSetup(each, source, options.fills));
        }
        var assets = EngineSettingsFactory.assets(header);
        AccountSetup account = new AccountSetup("script", Collections.nCopies(assets.size(), OPENING_QUANTA));
        long start = Math.min(firstNanos, header.timeNanos);
        return new ExchangeSettings(
                start - Math.floorMod(start, NANOS_PER_MILLI),
                assets,
                markets,
                List.of(account),
                SelfTradePrevention.NONE,
                MOST_OPEN,
                MOST_OPEN);
    }

    private void carryOut(Exchange exchange, Request request, long arrivalNanos) {
        ScriptedOrder order = request.order;
        String id = Long.toString(order.id());
        if (request.cancel) {
            var unused = exchange.cancel(0, instrument.market(), OrderRef.clientId(id), arrivalNanos);
            return;
        }
        Reject reject = exchange.place(
                        0,
                        NewOrder.limitMaker(instrument.market(), id, order.side(), order.priceTicks(), order.lots()),
                        arrivalNanos)
                .reject();
        if (reject != null) {
            events.add(new Event(
                    order.id(),
                    What.REJECTED,
                    arrivalNanos,
                    execution.arrivalNanos(arrivalNanos),
                    order.priceTicks(),
                    order.lots(),
                    reject));
        }
    }

    private final class Ears extends DeafListener {
        @Override
        public void onExecution(ExecutionReport report) {
            What what = switch (report.type()) {
                case NEW -> What.ACCEPTED;
                case TRADE -> What.FILLED;
                case CANCELED, EXPIRED -> What.CANCELED;
            };
            FillInfo fill = report.fill();
            events.add(new Event(
                    Long.parseLong(report.order().clientId()),
                    what,
                    report.timeNanos(),
                    execution.arrivalNanos(report.timeNanos()),
                    fill == null ? report.order().priceTicks() : fill.priceTicks(),
                    fill == null ? report.order().lots() - report.order().executedLots() : fill.lots(),
                    null));
        }
    }
}

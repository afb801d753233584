package dev.flowmaker.research.backtest;

import dev.flowmaker.config.Amount;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.config.MarketSpec;
import dev.flowmaker.config.SimulationSpec;
import dev.flowmaker.core.Contract;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStarted.InstrumentRow;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.core.market.Symbol;
import dev.flowmaker.core.risk.RiskSettings;
import dev.flowmaker.exchange.AccountSetup;
import dev.flowmaker.exchange.DeafListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.latency.Latency;
import dev.flowmaker.exchange.latency.LatencyRows;
import dev.flowmaker.exchange.virtual.VirtualSession;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.Records;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * The engine on tapes in virtual time: the tape's books and trades, our orders laid over them, our fills carved out of the
 * recorded trades behind a queue. Its journal is like any other's.
 */
public final class Backtest {
    /** The session's mode. */
    public static final String MODE = "backtest";

    private static final int ASSET_SCALE = 8;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int STEPS_A_LOOK = 1 << 14;

    /**
     * What to run.
     *
     * @param settings of the daemon; its markets are those that are traded
     * @param tapes each of one or more of the markets; of one market in the order of time
     * @param makerFeePpb commission where a tape knows none, billionths of the value
     * @param takerFeePpb the same of a taker
     * @param window the part of the tapes that is traded, flat at its beginning
     */
    public record Options(
            DaemonSettings settings,
            List<Path> tapes,
            FillModel fills,
            long makerFeePpb,
            long takerFeePpb,
            String version,
            Window window) {
        public Options {
            tapes = List.copyOf(tapes);
        }

        /** All of the tapes. */
        public Options(
                DaemonSettings settings,
                List<Path> tapes,
                FillModel fills,
                long makerFeePpb,
                long takerFeePpb,
                String version) {
            this(settings, tapes, fills, makerFeePpb, takerFeePpb, version, Window.ALL);
        }

        /** The same under another model. */
        Options with(FillModel model) {
            return new Options(settings, tapes, model, makerFeePpb, takerFeePpb, version, window);
        }
    }

    /** The part of the tapes that is traded, UTC nanoseconds; the second is not in it. */
    public record Window(long fromNanos, long untilNanos) {
        public static final Window ALL = new Window(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private final Options options;
    private final Map<String, List<Path>> foldersBySymbol = new LinkedHashMap<>();
    private final Map<String, InstrumentRow> rowBySymbol = new LinkedHashMap<>();
    private final Map<String, Integer> scaleByAsset = new LinkedHashMap<>();
    private long firstNanos = Long.MAX_VALUE;
    /** By market, the mid from which what it held at its opening counts; {@link Instrument#NO_PRICE} before. */
    private long[] openingMid2Ticks = new long[0];

    Backtest(Options options) {
        this.options = options;
        if (options.settings.venues().size() > 1) {
            throw new BacktestException("this configuration has the venues "
                    + String.join(", ", options.settings.venueNames())
                    + ": a backtest plays one exchange; leave one venue and its markets");
        }
    }

    /**
     * Runs to the tapes' end.
     *
     * @param journal takes the session; stays its owner's to close
     * @param epoch of the session
     * @param reader reads the journal again from its beginning
     * @param progress told how many records there are, now and then
     */
    public static BacktestResult run(
            Options options, Journal journal, int epoch, Supplier<Records> reader, LongConsumer progress) {
        long before = journal.lastSequence();
        return new Backtest(options).run(journal, epoch, progress, () -> {
            try (Records records = reader.get()) {
                return new SessionFigures().read(records, before);
            }
        });
    }

    /** The same where no journal is kept. */
    public static BacktestResult run(Options options, LongConsumer progress) {
        SessionFigures figures = new SessionFigures();
        return new Backtest(options).run(figures.asJournal(), 1, progress, () -> figures);
    }

    /**
     * Runs through the window and keeps no journal: for many runs of which only the sum is wanted.
     *
     * @param periodNanos how often profit is looked at
     */
    public static RunFigures measure(Options options, long periodNanos) {
        Backtest backtest = new Backtest(options);
        CountingJournal journal = new CountingJournal();
        try (VirtualSession session = backtest.open(journal, 1)) {
            RunFigures.Builder figures = new RunFigures.Builder(session, periodNanos);
            while (backtest.goesOn(session)) {
                session.step();
                figures.onTime();
            }
            session.stop(StopReason.END_OF_DATA);
            return figures.finish(journal);
        }
    }

    /**
     * Runs through the window, keeps no journal and says what came of each stretch of time in the first market.
     *
     * @param tradeFromNanos until then the engine is halted: it sees the market, learns from it and is flat; the first stretch
     *     begins there
     * @param periodNanos length of a stretch; the last one is what is left
     */
    public static Stretches stretches(Options options, long tradeFromNanos, long periodNanos) {
        Backtest backtest = new Backtest(options);
        SessionFigures figures = new SessionFigures();
        try (VirtualSession session = backtest.open(figures.asJournal(), 1)) {
            if (tradeFromNanos > session.nowNanos()) {
                session.ask(OperatorAction.HALT, "warm up");
                session.runUntil(tradeFromNanos);
                session.ask(OperatorAction.RESUME, "trade");
            }
            Stretches.Builder stretches = new Stretches.Builder(session, periodNanos);
            while (backtest.goesOn(session)) {
                stretches.before(session.nextNanos());
                session.step();
            }
            session.stop(StopReason.END_OF_DATA);
            return stretches.finish(figures.market(0));
        }
    }

    /** The first market's settings as a run would have them. */
    public static MarketSettings market(Options options) {
        Backtest backtest = new Backtest(options);
        options.tapes.forEach(backtest::readHeader);
        return options.settings.resolve(backtest.started(1)).markets().get(0);
    }

    /**
     * Proves that a configuration can be run on the tapes.
     *
     * @throws dev.flowmaker.config.ConfigurationException when it does not fit the markets' rules
     */
    public static void check(Options options) {
        Backtest backtest = new Backtest(options);
        options.tapes.forEach(backtest::readHeader);
        var unused = options.settings.resolve(backtest.started(1));
        backtest.requireRows();
    }

    /** The settings of a session on these tapes, and its exchange. */
    record Place(EngineSettings settings, ExchangeSettings exchange) {}

    static Place place(Options options) {
        Backtest backtest = new Backtest(options);
        options.tapes.forEach(backtest::readHeader);
        EngineSettings settings = options.settings.resolve(backtest.started(1));
        backtest.firstNanos = Math.max(backtest.firstNanos, options.window.fromNanos);
        return new Place(settings, backtest.exchange(settings));
    }

    long[] openingMid2Ticks() {
        return openingMid2Ticks;
    }

    private boolean goesOn(VirtualSession session) {
        return !session.exchange().ended() && session.nextNanos() < options.window.untilNanos;
    }

    private void requireRows() {
        SimulationSpec simulation = options.settings.simulation();
        requireOfItsTime(simulation.latency().orderEntry());
        requireOfItsTime(simulation.latency().execution());
        requireOfItsTime(simulation.latency().response());
    }

    private VirtualSession open(Journal journal, int epoch) {
        options.tapes.forEach(this::readHeader);
        SessionStarted started = started(epoch);
        EngineSettings settings = options.settings.resolve(started);
        firstNanos = Math.max(firstNanos, options.window.fromNanos);
        requireRows();
        SimulationSpec simulation = options.settings.simulation();
        return new VirtualSession(
                settings,
                exchange(settings),
                0,
                simulation.latency(),
                simulation.limits(),
                journal,
                started,
                new DeafListener());
    }

    BacktestResult run(Journal journal, int epoch, LongConsumer progress, Supplier<SessionFigures> figures) {
        long began = System.nanoTime();
        long before = journal.lastSequence();
        try (VirtualSession session = open(journal, epoch)) {
            openingMid2Ticks = new long[session.engine().markets()];
            Arrays.fill(openingMid2Ticks, Instrument.NO_PRICE);
            for (long step = 0; goesOn(session); step++) {
                session.step();
                noteOpening(session.engine());
                if (step % STEPS_A_LOOK == 0) {
                    progress.accept(journal.lastSequence());
                }
            }
            session.stop(StopReason.END_OF_DATA);
            double seconds = (System.nanoTime() - began) / 1e9;
            return result(session, figures.get(), journal.lastSequence() - before, seconds);
        }
    }

    private void noteOpening(Engine engine) {
        for (int i = 0; i < openingMid2Ticks.length; i++) {
            ProfitAndLoss profit = engine.market(i).profitAndLoss();
            if (openingMid2Ticks[i] == Instrument.NO_PRICE && profit.baseQuanta() != 0) {
                openingMid2Ticks[i] = profit.mid2Ticks();
            }
        }
    }

    private void requireOfItsTime(Latency latency) {
        LatencyRows rows = latency instanceof Latency.Entry entry
                ? entry.rows()
                : latency instanceof Latency.Response response ? response.rows() : null;
        if (rows != null && rows.lastNanos() < firstNanos) {
            throw new BacktestException(rows.file() + " was measured until "
                    + Instant.ofEpochSecond(0, rows.lastNanos())
                    + ", before the tape begins: give the rows of its time,"
                    + " or their quantiles");
        }
    }

    private void readHeader(Path tape) {
        try (JournalReader records = JournalReader.open(tape)) {
            Message first = records.next();
            if (!(first instanceof SessionStarted started)) {
                throw new BacktestException(tape + ": does not begin with a session: is it a tape?");
            }
            if (started.venues.size() > 1) {
                throw new BacktestException(tape + ": has the venues " + String.join(", ", started.venues)
                        + ": a backtest plays one exchange; record each on a tape of its own");
            }
            for (InstrumentRow row : started.instruments) {
                foldersBySymbol
                        .computeIfAbsent(row.symbol(), key -> new ArrayList<>())
                        .add(tape);
                rowBySymbol.putIfAbsent(row.symbol(), row);
                if (row.symbol().indexOf(':') < 0) {
                    int slash = row.symbol().indexOf('/');
                    scale(
                            row.symbol().substring(0, slash),
                            Math.max(ASSET_SCALE, row.lot().scale()));
                    int quoteScale = Instrument.scaleFor(row.tick(), row.lot());
                    scale(row.symbol().substring(slash + 1), Math.max(ASSET_SCALE, quoteScale));
                }
            }
            for (Message next = first; next != null; next = records.next()) {
                if (next instanceof BookUpdate) {
                    firstNanos = Math.min(firstNanos, next.timeNanos);
                    return;
                }
            }
            throw new BacktestException(tape + ": has no book");
        }
    }

    private void scale(String asset, int scale) {
        scaleByAsset.merge(asset, scale, Math::max);
    }

    private SessionStarted started(int epoch) {
        List<Asset> assets = new ArrayList<>();
        List<Instrument> instruments = new ArrayList<>();
        for (MarketSpec market : options.settings.markets()) {
            InstrumentRow row = row(market.symbol());
            Symbol name = Symbol.parse(market.symbol());
            if (name.isPerpetual()) {
                Contract contract = market.contract().complete(row.contract());
                scaleByAsset.put(market.symbol(), row.lot().scale());
                scale(name.settlement(), Math.max(ASSET_SCALE, Instrument.scaleFor(row.tick(), row.lot(), contract)));
            }
        }
        for (MarketSpec market : options.settings.markets()) {
            InstrumentRow row = row(market.symbol());
            Symbol name = Symbol.parse(market.symbol());
            int base = index(assets, name.isPerpetual() ? market.symbol() : name.base());
            int quote = index(assets, name.settlement());
            SimulatedMarket simulated = new SimulatedMarket(market.simulation());
            if (simulated.third() != null) {
                index(assets, simulated.third());
            }
            boolean feesKnown = row.makerFeePpb() != 0 || row.takerFeePpb() != 0;
            instruments.add(simulated.atItsTier(new Instrument(
                    instruments.size(),
                    market.symbol(),
                    row.venueSymbol(),
                    assets.get(base),
                    base,
                    assets.get(quote),
                    quote,
                    row.tick(),
                    row.lot(),
                    row.minLots(),
                    row.maxLots(),
                    row.minPriceTicks(),
                    row.maxPriceTicks(),
                    row.minNotionalQuanta(),
                    feesKnown ? row.makerFeePpb() : options.makerFeePpb,
                    feesKnown ? row.takerFeePpb() : options.takerFeePpb,
                    market.contract().complete(row.contract()))));
        }
        SessionStarted started = new SessionStarted();
        started.version = options.version;
        started.jdk = Runtime.version().toString();
        started.name = options.settings.name();
        started.mode = MODE;
        started.configuration = options.settings.effective();
        started.epoch = epoch;
        EngineSettingsFactory.describe(started, assets, instruments);
        return started;
    }

    private InstrumentRow row(String symbol) {
        InstrumentRow row = rowBySymbol.get(symbol);
        if (row == null) {
            throw new BacktestException(
                    "no tape of " + symbol + "; the tapes hold " + String.join(", ", rowBySymbol.keySet()));
        }
        return row;
    }

    private int index(List<Asset> assets, String code) {
        for (int i = 0; i < assets.size(); i++) {
            if (assets.get(i).code().equals(code)) {
                return i;
            }
        }
        assets.add(new Asset(code, scaleByAsset.getOrDefault(code, ASSET_SCALE)));
        return assets.size() - 1;
    }

    private ExchangeSettings exchange(EngineSettings settings) {
        List<MarketSetup> markets = new ArrayList<>();
        Map<Integer, Long> traded = new HashMap<>();
        long[] opening = new long[settings.assets().size()];
        for (int i = 0; i < settings.markets().size(); i++) {
            Instrument instrument = settings.markets().get(i).instrument();
            SimulatedMarket simulated =
                    new SimulatedMarket(options.settings.markets().get(i).simulation());
            List<Path> folders = foldersBySymbol.getOrDefault(instrument.symbol(), List.of());
            markets.add(new MarketSetup(
                    instrument,
                    new MarketSource.Tape(folders),
                    options.fills,
                    simulated.fees(instrument, settings),
                    simulated.funding(instrument, settings)));
            traded.merge(instrument.quoteAsset(), simulated.tradedQuanta(instrument), Math::max);
            open(opening, settings.markets().get(i).risk(), instrument, price(folders, instrument));
            simulated.open(opening, settings.assets());
        }
        for (int asset = 0; asset < opening.length; asset++) {
            Asset of = settings.assets().get(asset);
            Amount amount = options.settings.simulation().balances().get(of.code());
            opening[asset] = amount == null ? opening[asset] : SimulatedMarket.quanta(amount, of);
        }
        List<Long> balances = new ArrayList<>();
        for (long quanta : opening) {
            balances.add(quanta);
        }
        long startNanos = firstNanos - Math.floorMod(firstNanos, NANOS_PER_MILLI);
        return ExchangeSettings.of(
                startNanos,
                settings.assets(),
                markets,
                List.of(new AccountSetup(options.settings.name(), balances, traded)));
    }

    /** Twice what the limits could ever ask for, so that money never decides. */
    private static void open(long[] opening, RiskSettings risk, Instrument instrument, long priceTicks) {
        long longLots = risk.maxLongQuanta() / instrument.baseQuantaPerLot() + 1;
        if (instrument.isPerpetual()) {
            long shortLots = risk.maxShortQuanta() / instrument.baseQuantaPerLot() + 1;
            long value = instrument.notionalQuanta(priceTicks, Math.max(longLots, shortLots));
            opening[instrument.quoteAsset()] += Math.multiplyExact(2, value);
        } else {
            opening[instrument.baseAsset()] += 2 * risk.maxShortQuanta();
            opening[instrument.quoteAsset()] +=
                    Math.multiplyExact(2, instrument.notionalQuanta(2 * priceTicks, longLots));
        }
    }

    /** The best ask of the first book. */
    private static long price(List<Path> folders, Instrument instrument) {
        try (JournalReader records = JournalReader.open(folders.get(0))) {
            OrderBook book = new OrderBook();
            int market = -1;
            for (Message next = records.next(); next != null; next = records.next()) {
                if (next instanceof SessionStarted started) {
                    for (int i = 0; i < started.instruments.size(); i++) {
                        market = started.instruments.get(i).symbol().equals(instrument.symbol()) ? i : market;
                    }

                } else if (next instanceof BookUpdate update && update.market == market) {
                    for (int i = 0; i < update.levels.count(); i++) {
                        book.set(update.levels.side(i), update.levels.priceTicks(i), update.levels.lots(i));
                    }
                    if (book.levels(Side.SELL) > 0) {
                        return book.bestTicks(Side.SELL);
                    }
                }
            }
        }
        throw new BacktestException(folders.get(0) + ": nobody sells " + instrument.symbol() + " on this tape");
    }

    private BacktestResult result(VirtualSession session, SessionFigures figures, long records, double seconds) {
        List<BacktestResult.Market> markets = new ArrayList<>();
        for (int i = 0; i < session.engine().markets(); i++) {
            markets.add(new BacktestResult.Market(
                    session.engine().market(i).instrument(),
                    figures.market(i),
                    session.engine().market(i).profitAndLoss(),
                    session.exchange().unrecordedLots(i),
                    figures.restarts(i),
                    session.exchange().findings(i)));
        }
        return new BacktestResult(
                options.fills, markets, firstNanos, session.nowNanos(), records, seconds, figures.reason());
    }
}

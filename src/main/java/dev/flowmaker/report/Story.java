package dev.flowmaker.report;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.VenueMessage;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStopped;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.journal.Records;
import dev.flowmaker.replay.WatchedReplay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A journal, gathered for the report in one pass and in memory that does not grow with it, but for its fills. */
final class Story implements WatchedReplay.Watcher {
    private static final int BUCKETS = 100_000;
    private static final int LEAST_BUCKETS = 8_000;

    /** A session of the journal. */
    static final class Session {
        final int epoch;
        final String name;
        final String mode;
        final String version;
        final String jdk;
        final long firstNanos;
        final String configuration;
        final List<String> venues;
        long lastNanos;
        String end = "";

        Session(SessionStarted started) {
            epoch = started.epoch;
            name = started.name;
            mode = started.mode;
            venues = List.copyOf(started.venues);
            version = started.version;
            jdk = started.jdk;
            firstNanos = started.timeNanos;
            lastNanos = started.timeNanos;
            configuration = started.configuration;
        }
    }

    private final List<Session> sessions = new ArrayList<>();
    private final Map<String, MarketStory> markets = new LinkedHashMap<>();
    private final List<MarketStory> current = new ArrayList<>();
    private final Map<String, Equity> equityByAsset = new LinkedHashMap<>();
    private final Timeline timeline = new Timeline();
    private final long[] counts = new long[256];
    private final Map<String, Integer> scaleByCode = new HashMap<>();
    private List<Asset> assets = List.of();
    private boolean beginNext;
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;
    private long longestPauseNanos;
    private WatchedReplay.@Nullable Proof proof;

    private Story() {}

    /** @throws ReportException when it is no journal of the engine */
    static Story read(Records journal, String version, LongConsumer progress) {
        Story story = new Story();
        story.proof = new WatchedReplay(Story::settings, version).run(journal, story, progress);
        story.markets.values().forEach(MarketStory::end);
        if (story.sessions.isEmpty()) {
            throw new ReportException("the journal has no session in it yet: there is nothing to report");
        }
        return story;
    }

    private static EngineSettings settings(SessionStarted started) {
        if (started.configuration.isEmpty()) {
            throw new ReportException("the journal is a tape, market data alone: there is nothing earned to report;"
                    + " `signal` and `calibrate` look at tapes");
        }
        return EngineSettingsFactory.from(started);
    }

    @Override
    public void onRecord(Records journal, @Nullable Engine engine) {
        MessageKind kind = journal.kind();
        counts[kind.code()]++;
        if (lastNanos != Long.MIN_VALUE) {
            longestPauseNanos = Math.max(longestPauseNanos, journal.timeNanos() - lastNanos);
        }
        firstNanos = Math.min(firstNanos, journal.timeNanos());
        lastNanos = Math.max(lastNanos, journal.timeNanos());
        if (kind == MessageKind.SESSION_STARTED) {
            onSession((SessionStarted) journal.message());
        } else if (kind == MessageKind.SESSION_STOPPED && !sessions.isEmpty()) {
            session().end = ((SessionStopped) journal.message()).reason.name();
        }
        if (!sessions.isEmpty()) {
            session().lastNanos = journal.timeNanos();
        }
        Happening happening = worthTelling(kind) ? Happening.of(journal.message()) : null;
        if (happening != null) {
            int market = happening.market();
            boolean known = market >= 0 && market < current.size();
            timeline.add(known ? current.get(market).instrument().symbol() : venue(journal.message()), happening);
        }
        if (engine == null || current.isEmpty()) {
            return;
        }
        if (beginNext && kind != MessageKind.SESSION_STARTED) {
            beginNext = false;
            for (int i = 0; i < current.size(); i++) {
                current.get(i).begin(engine.market(i));
            }
        }
        if (!beginNext) {
            toMarkets(journal, engine);
        }
    }

    /** The venue that a message is of when there are several. */
    private String venue(Message message) {
        if (sessions.isEmpty() || !(message instanceof VenueMessage ofVenue)) {
            return "";
        }
        List<String> names = session().venues;
        return names.size() > 1 && ofVenue.venue >= 0 && ofVenue.venue < names.size() ? names.get(ofVenue.venue) : "";
    }

    private static boolean worthTelling(MessageKind kind) {
        return switch (kind) {
            case DECISION, TRADE, TOUCH_UPDATE, FILL, BALANCE, TIMER_FIRED, PLACE_ORDER, CANCEL_ORDER -> false;
            default -> true;
        };
    }

    private void toMarkets(Records journal, Engine engine) {
        int market = journal.market();
        if (market == Message.NO_MARKET) {
            for (int i = 0; i < current.size(); i++) {
                current.get(i).onRecord(journal, engine.market(i));
            }
        } else {
            current.get(market).onRecord(journal, engine.market(market));
        }
        if (journal.kind().family() == MessageKind.Family.INPUT) {
            for (Map.Entry<String, Equity> entry : equityByAsset.entrySet()) {
                entry.getValue().observe(journal.timeNanos(), total(entry.getKey()));
            }
        }
    }

    private long total(String asset) {
        long sum = 0;
        for (MarketStory market : markets.values()) {
            if (money(market.instrument()).equals(asset)) {
                sum += market.earned().totalQuanta();
            }
        }
        return sum;
    }

    /** What a market's money is added up under: its code, and where a venue counts it otherwise, the decimals too. */
    String money(Instrument instrument) {
        Asset quote = instrument.quote();
        boolean counted = scaleByCode.computeIfAbsent(quote.code(), code -> quote.scale()) == quote.scale();
        return counted ? quote.code() : quote.code() + " of " + quote.scale() + " decimals";
    }

    private void onSession(SessionStarted started) {
        if (!sessions.isEmpty() && session().epoch == started.epoch) {
            return;
        }
        sessions.add(new Session(started));
        assets = EngineSettingsFactory.assets(started);
        current.clear();
        List<Instrument> instruments = EngineSettingsFactory.instruments(started);
        int buckets = Math.max(LEAST_BUCKETS, BUCKETS / instruments.size());
        for (Instrument instrument : instruments) {
            current.add(markets.computeIfAbsent(
                    instrument.symbol() + " " + instrument.tick() + " " + instrument.lot(),
                    key -> new MarketStory(instrument, buckets)));
            equityByAsset.computeIfAbsent(money(instrument), key -> new Equity());
        }
        beginNext = true;
    }

    /** The last one so far. */
    Session session() {
        return sessions.get(sessions.size() - 1);
    }

    List<Session> sessions() {
        return sessions;
    }

    List<MarketStory> markets() {
        return List.copyOf(markets.values());
    }

    /** The last session's assets, by index. */
    List<Asset> assets() {
        return assets;
    }

    /** Profit over time of all markets with the same quote asset, by its code. */
    Map<String, Equity> equityByAsset() {
        return equityByAsset;
    }

    Timeline timeline() {
        return timeline;
    }

    long count(MessageKind kind) {
        return counts[kind.code()];
    }

    long firstNanos() {
        return firstNanos;
    }

    long lastNanos() {
        return lastNanos;
    }

    /** The longest time between two records that follow one another. */
    long longestPauseNanos() {
        return longestPauseNanos;
    }

    WatchedReplay.Proof proof() {
        return Objects.requireNonNull(proof);
    }
}

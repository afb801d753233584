package dev.flowmaker.replay;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.exchange.DeafListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.virtual.VirtualLatency;
import dev.flowmaker.exchange.virtual.VirtualSession;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.JournalWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A configured daemon's engine on a market in virtual time, journaled as any: what replay, explain and what-if are tried on. */
public final class SyntheticSession {
    private SyntheticSession() {}

    /** The effective configuration of a file of {@code conf/}. */
    public static String configuration(String file, Map<String, String> changes) {
        return Configuration.load(Path.of("conf", file)).with(changes).daemon().effective();
    }

    /** The header of a session of BTC/USDT. */
    public static SessionStarted header(String configuration, int epoch) {
        SessionStarted started = new SessionStarted();
        started.version = "development";
        started.jdk = "17";
        started.name = "local";
        started.mode = "virtual";
        started.epoch = epoch;
        started.configuration = configuration;
        EngineSettingsFactory.describe(started, Fixtures.ASSETS, List.of(Fixtures.bitcoin()));
        return started;
    }

    /** Plays a market until there are so many records, or it ends, then stops. */
    public static void record(Journal journal, SessionStarted started, MarketSource source, long records) {
        EngineSettings settings = EngineSettingsFactory.from(started);
        ExchangeSettings exchange = Fixtures.settings(source, Fixtures.account("engine", 10, 1_000_000));
        long until = journal.lastSequence() + records;
        try (VirtualSession session = new VirtualSession(
                settings, exchange, 0, VirtualLatency.near(), journal, started, new DeafListener())) {
            while (journal.lastSequence() < until && !session.exchange().ended()) {
                session.step();
            }
            session.stop(StopReason.END_OF_DATA);
        }
    }

    /** Writes a journal: folder, records, seed. */
    public static void main(String[] args) {
        try (JournalWriter journal = JournalWriter.open(Path.of(args[0]))) {
            SessionStarted started = header(configuration("local.conf", Map.of()), journal.nextEpoch());
            record(journal, started, Fixtures.synthetic(Long.parseLong(args[2])), Long.parseLong(args[1]));
        }
    }
}

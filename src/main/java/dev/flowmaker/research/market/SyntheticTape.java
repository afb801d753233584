package dev.flowmaker.research.market;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.journal.Journal;
import java.util.List;

/** A synthetic market left alone, as a tape. */
public final class SyntheticTape {
    /** Any time will do. */
    public static final long START_NANOS = 1_700_000_000_000_000_000L;

    static final long FRAME_NANOS = 100_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int ASSET_SCALE = 8;
    private static final long MAX_LOTS = 900_000_000_000L;
    private static final long MAX_TICKS = 1_000_000_000_000L;

    private SyntheticTape() {}

    /** BTC/USDT: tick 0.01, lot 0.00001, no fees. */
    public static Instrument bitcoin() {
        Asset bitcoin = new Asset("BTC", ASSET_SCALE);
        Asset tether = new Asset("USDT", ASSET_SCALE);
        return new Instrument(
                0,
                "BTC/USDT",
                "BTCUSDT",
                bitcoin,
                0,
                tether,
                1,
                new Decimal(1, 2),
                new Decimal(1, 5),
                1,
                MAX_LOTS,
                1,
                MAX_TICKS,
                0,
                0,
                0);
    }

    /** The header of a tape of that market. */
    public static SessionStarted started(Instrument instrument, String name) {
        SessionStarted started = new SessionStarted();
        started.name = name;
        started.mode = "tape";
        started.configuration = "{\"format\":\"synthetic\"}";
        started.timeNanos = START_NANOS;
        EngineSettingsFactory.describe(started, List.of(instrument.base(), instrument.quote()), List.of(instrument));
        return started;
    }

    /** Writes that many seconds of the market: a frame each 100 ms, and trades. */
    public static void record(MarketSource source, Instrument instrument, long seconds, Journal journal) {
        TapeRecorder recorder = new TapeRecorder(journal, false);
        ExchangeSettings settings = ExchangeSettings.of(
                START_NANOS,
                List.of(instrument.base(), instrument.quote()),
                List.of(new MarketSetup(instrument, source)),
                List.of());
        journal.append(started(instrument, "synthetic"));
        try (Exchange exchange = new Exchange(settings, recorder)) {
            recorder.begin(exchange, START_NANOS);
            for (long nanos = FRAME_NANOS; nanos <= seconds * NANOS_PER_SECOND; nanos += FRAME_NANOS) {
                exchange.advanceTo(START_NANOS + nanos);
                recorder.frame(START_NANOS + nanos);
            }
        }
    }
}

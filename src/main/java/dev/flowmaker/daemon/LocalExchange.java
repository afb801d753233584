package dev.flowmaker.daemon;

import dev.flowmaker.config.Credentials;
import dev.flowmaker.config.ExchangeSpec;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.AccountSetup;
import dev.flowmaker.exchange.DeafListener;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.FeeSchedule;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.binance.ApiLimits;
import dev.flowmaker.exchange.binance.BinanceServer;
import dev.flowmaker.exchange.binance.BinanceServerSettings;
import dev.flowmaker.exchange.bitmex.BitmexLimits;
import dev.flowmaker.exchange.bitmex.BitmexServer;
import dev.flowmaker.exchange.bitmex.BitmexServerSettings;
import dev.flowmaker.exchange.bitstamp.BitstampServer;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.DoorSettings;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.exchange.door.FaultSettings;
import dev.flowmaker.exchange.kraken.KrakenLimits;
import dev.flowmaker.exchange.kraken.KrakenServer;
import dev.flowmaker.exchange.kraken.KrakenServerSettings;
import dev.flowmaker.exchange.synthetic.FlowSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The local exchange as configured, put together and opened. */
public final class LocalExchange {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private LocalExchange() {}

    /**
     * Opens the exchange's door.
     *
     * @param environment where keys and secrets are looked up
     * @param nowMillis venue time of the beginning, UTC milliseconds
     * @throws IOException when the address cannot be had
     */
    public static ExchangeServer open(ExchangeSpec spec, Map<String, String> environment, long nowMillis)
            throws IOException {
        return open(spec, environment, nowMillis, new DeafListener());
    }

    /** The same with a listener that hears everything first, on the exchange's thread. */
    public static ExchangeServer open(
            ExchangeSpec spec, Map<String, String> environment, long nowMillis, ExchangeListener tap)
            throws IOException {
        List<ApiKey> keys = keys(spec, environment);
        ExchangeSettings exchange = exchange(spec, nowMillis);
        ExchangeServer server = switch (spec.protocol()) {
            case BINANCE -> BinanceServer.start(spec.host(), spec.port(), exchange, binance(spec, keys), tap);
            case KRAKEN -> KrakenServer.start(spec.host(), spec.port(), exchange, kraken(spec, keys), tap);
            case BITMEX -> BitmexServer.start(spec.host(), spec.port(), exchange, bitmex(spec, keys), tap);
            case BITSTAMP -> BitstampServer.start(spec.host(), spec.port(), exchange, DoorSettings.USUAL, tap);
        };
        return failing(spec, server);
    }

    private static ExchangeServer failing(ExchangeSpec spec, ExchangeServer server) {
        ExchangeSpec.Faults faults = spec.faults();
        server.fail(new FaultSettings(
                faults.seed(),
                faults.delayPpm(),
                faults.maxDelayNanos(),
                faults.dropPpm(),
                faults.resetPpm(),
                faults.halfOpenPpm(),
                faults.rateLimitPpm(),
                faults.serverErrorPpm(),
                faults.duplicatePpm(),
                faults.gapPpm(),
                faults.silencePpm(),
                faults.silenceNanos()));
        server.happen(spec.happenings());
        return server;
    }

    private static List<ApiKey> keys(ExchangeSpec spec, Map<String, String> environment) {
        List<ApiKey> keys = new ArrayList<>();
        for (ExchangeSpec.Account account : spec.accounts()) {
            Credentials credentials = account.credentials().load(environment);
            Set<ApiKey.Right> rights = EnumSet.noneOf(ApiKey.Right.class);
            account.rights().forEach(right -> rights.add(ApiKey.Right.valueOf(right.name())));
            keys.add(new ApiKey(keys.size(), credentials.key(), credentials.secret(), rights));
        }
        return keys;
    }

    private static ExchangeSettings exchange(ExchangeSpec spec, long nowMillis) {
        List<AccountSetup> accounts = spec.accounts().stream()
                .map(account -> new AccountSetup(account.name(), account.openingQuanta()))
                .toList();
        List<MarketSetup> markets = spec.markets().stream()
                .map(market -> new MarketSetup(
                        market.instrument(),
                        source(market),
                        market.fills(),
                        fees(spec.protocol(), market.instrument()),
                        market.funding()))
                .toList();
        return ExchangeSettings.of(nowMillis * NANOS_PER_MILLI, spec.assets(), markets, accounts);
    }

    private static BinanceServerSettings binance(ExchangeSpec spec, List<ApiKey> keys) {
        return BinanceServerSettings.of(keys)
                .withLimits(ApiLimits.BINANCE.times(spec.limitMultiple()))
                .withReportsBeforeAnswers(spec.reportsBeforeAnswers());
    }

    private static KrakenServerSettings kraken(ExchangeSpec spec, List<ApiKey> keys) {
        return KrakenServerSettings.of(keys)
                .withLimits(KrakenLimits.PRO.times(spec.limitMultiple()))
                .withReportsBeforeAnswers(spec.reportsBeforeAnswers());
    }

    /** Kraken takes commissions in the quote asset, whoever buys. */
    private static FeeSchedule fees(ExchangeSpec.Protocol protocol, Instrument instrument) {
        FeeSchedule flat = FeeSchedule.flat(instrument);
        return protocol == ExchangeSpec.Protocol.KRAKEN ? new FeeSchedule(flat.tiers(), FeeSchedule.In.QUOTE) : flat;
    }

    private static BitmexServerSettings bitmex(ExchangeSpec spec, List<ApiKey> keys) {
        return BitmexServerSettings.of(keys)
                .withLimits(BitmexLimits.BITMEX.times(spec.limitMultiple()))
                .withReportsBeforeAnswers(spec.reportsBeforeAnswers());
    }

    private static MarketSource source(ExchangeSpec.Market market) {
        return switch (market.source()) {
            case QUIET -> new MarketSource.ClientsOnly();
            case CAPTURE -> new MarketSource.Capture(market.files(), market.speed());
            case SYNTHETIC -> {
                FlowSettings flow = FlowSettings.bitcoin(market.seed());
                yield new MarketSource.Synthetic(
                        market.instrument().isPerpetual()
                                ? flow.of(market.instrument(), market.startPriceTicks())
                                : flow.from(market.startPriceTicks()));
            }
        };
    }
}

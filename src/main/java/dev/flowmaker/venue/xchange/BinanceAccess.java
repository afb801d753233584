package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.venue.Checkup;
import dev.flowmaker.venue.VenueException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.TimeUnit;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.service.BinanceMarketDataServiceRaw;
import org.knowm.xchange.service.trade.TradeService;

/** Binance over HTTP: one exchange object of XChange and our own calls beside it, for the whole session. */
final class BinanceAccess {
    private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000);
    /** What the account's rounded commission counts in. */
    private static final long PPB_PER_BASIS_POINT = 100_000;

    private final XchangeSettings settings;
    private final VenueClock clock;
    private final BinanceErrors errors;
    private final BinanceExchange exchange;
    private final BinanceCalls calls;
    private final BinanceStatus status;

    BinanceAccess(XchangeSettings settings, Secrets secrets, VenueClock clock, BinanceErrors errors) {
        this.settings = settings;
        this.clock = clock;
        this.errors = errors;
        ExchangeSpecification specification = specification(settings);
        if (!secrets.apiKey().isEmpty()) {
            specification.setApiKey(secrets.apiKey());
            specification.setSecretKey(secrets.secretKey());
        }
        exchange = new TimedExchange();
        exchange.applySpecification(specification);
        calls = new BinanceCalls(specification, settings, secrets, clock);
        status = new BinanceStatus(calls, errors, clock, !secrets.apiKey().isEmpty());
    }

    static ExchangeSpecification specification(XchangeSettings settings) {
        ExchangeSpecification specification = settings.specification(BinanceExchange.class);
        specification.setExchangeSpecificParametersItem(
                "recvWindow", settings.recvWindow().toMillis());
        return specification;
    }

    /** XChange's exchange with the venue's time. XChange asks for it under the lock that all placements share. */
    private final class TimedExchange extends BinanceExchange {
        @Override
        protected void initServices() {
            super.initServices();
            timestampFactory = clock::venueMillis;
        }
    }

    BinanceCalls calls() {
        return calls;
    }

    TradeService trade() {
        return exchange.getTradeService();
    }

    BinanceStatus status() {
        return status;
    }

    private BinanceMarketDataServiceRaw data() {
        return (BinanceMarketDataServiceRaw) exchange.getMarketDataService();
    }

    void ping() throws IOException {
        data().ping();
    }

    void measureClock() throws IOException {
        clock.measure(() -> data().binanceTime().getServerTime().toInstant().toEpochMilli());
    }

    /** Clock, markets and account. Throws with the remedy when one of them does not do. */
    Markets describe() throws VenueException {
        try {
            requireClock();
            BinanceInstruments known = new BinanceInstruments(data().getExchangeInfo());
            JsonNode account = calls.account();
            if (account.has("canTrade") && !BinanceJson.flag(account, "canTrade")) {
                throw new VenueException("the account may not trade: allow spot trading for the key");
            }
            Markets markets = known.of(
                    settings.symbols(), settings.extraAssets(), feePpb(account, "maker"), feePpb(account, "taker"));
            BinanceInstruments.teach(markets.instruments());
            return markets;
        } catch (IOException | RuntimeException trouble) {
            throw explained(trouble);
        }
    }

    /** Clock and markets, without an account: fees are 0. */
    Markets describePublic() throws VenueException {
        try {
            requireClock();
            Markets markets = new BinanceInstruments(data().getExchangeInfo())
                    .of(settings.symbols(), settings.extraAssets(), 0, 0);
            BinanceInstruments.teach(markets.instruments());
            return markets;
        } catch (IOException | RuntimeException trouble) {
            throw explained(trouble);
        }
    }

    /** The account's rights, balances and orders. */
    Checkup checkup(Session session) throws VenueException {
        try {
            return new BinanceCheckup(calls, data(), errors).of(session);
        } catch (IOException | RuntimeException trouble) {
            throw explained(trouble);
        }
    }

    private void requireClock() throws IOException, VenueException {
        measureClock();
        long offMillis = TimeUnit.NANOSECONDS.toMillis(Math.abs(clock.offsetNanos()));
        if (offMillis > settings.recvWindow().toMillis()) {
            throw new VenueException("this machine's clock is " + offMillis + " ms "
                    + (clock.offsetNanos() > 0 ? "behind" : "ahead of") + " the venue's: synchronise it (NTP)");
        }
    }

    /** The exact rate where the account tells it, otherwise the one in whole basis points. */
    static long feePpb(JsonNode account, String who) {
        JsonNode rates = account.path("commissionRates");
        if (rates.isMissingNode()) {
            return Math.multiplyExact(BinanceJson.id(account, who + "Commission"), PPB_PER_BASIS_POINT);
        }
        return BinanceJson.decimal(rates, who)
                .multiply(BILLION)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }

    private VenueException explained(Exception trouble) {
        Failure failure = errors.of(trouble);
        if (trouble instanceof IllegalArgumentException) {
            return new VenueException(
                    settings.restUri() + " says what cannot be (" + failure.text() + "): is it Binance's protocol?");
        }
        String remedy = BinanceErrors.remedy(failure.code());
        String text = switch (failure.kind()) {
            case REFUSED ->
                "the venue refuses us (" + failure.code() + " " + failure.text() + ")"
                        + (remedy.isEmpty() ? "" : ": " + remedy);
            case RATE_LIMITED, BANNED ->
                "the venue wants no requests from here for " + TimeUnit.NANOSECONDS.toSeconds(failure.retryAfterNanos())
                        + " s (" + failure.text() + ")";
            case NOT_SENT, UNKNOWN ->
                "no answer from " + settings.restUri() + " (" + failure.text()
                        + "): is the address right and the venue running?";
        };
        // Without its cause, which may hold a whole request.
        return new VenueException(text);
    }
}

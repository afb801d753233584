package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.core.event.TradingStatus;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.VenueException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Whether a market trades at Binance, and by which rules and fees: {@code exchangeInfo} of the one symbol, the account's
 * rates, and once an hour the list of markets that are to end.
 */
final class BinanceStatus {
    private static final int INVALID_SYMBOL = -1121;
    private static final long ENDS_EVERY_NANOS = TimeUnit.HOURS.toNanos(1);

    private final BinanceCalls calls;
    private final BinanceErrors errors;
    private final VenueClock clock;
    private final boolean hasAccount;
    private Map<String, Long> ends = Map.of();
    private long endsAskedNanos = Long.MIN_VALUE;

    BinanceStatus(BinanceCalls calls, BinanceErrors errors, VenueClock clock, boolean hasAccount) {
        this.calls = calls;
        this.errors = errors;
        this.clock = clock;
        this.hasAccount = hasAccount;
    }

    MarketStatus of(Session session, int market) throws IOException, VenueException {
        Instrument ours = session.market(market).instrument();
        MarketStatus status = new MarketStatus();
        status.market = market;
        BinanceInstruments known;
        try {
            known = new BinanceInstruments(calls.exchangeInfo(ours.venueSymbol()));
        } catch (IOException | RuntimeException trouble) {
            Failure failure = errors.of(trouble);
            if (failure.code() != INVALID_SYMBOL) {
                throw trouble;
            }
            status.status = TradingStatus.DELISTED;
            status.text = failure.text();
            return status;
        }
        String word = known.status(ours.symbol());
        if (word.isEmpty()) {
            status.status = TradingStatus.DELISTED;
            status.text = "exchangeInfo does not name it";
            return status;
        }
        status.status = word.equals("TRADING") ? TradingStatus.TRADING : TradingStatus.HALTED;
        status.text = status.status == TradingStatus.TRADING ? "" : word;
        JsonNode account = hasAccount ? calls.account() : null;
        long maker = account == null ? ours.makerFeePpb() : BinanceAccess.feePpb(account, "maker");
        long taker = account == null ? ours.takerFeePpb() : BinanceAccess.feePpb(account, "taker");
        Instrument now = known.of(List.of(ours.symbol()), List.of(), maker, taker)
                .instruments()
                .get(0);
        now.describe(status);
        status.leastValue = Units.rounded(
                new Decimal(1, ours.quote().scale()),
                BigDecimal.valueOf(now.minNotionalQuanta(), now.quote().scale()),
                RoundingMode.CEILING);
        status.endsNanos = ends(ours.venueSymbol());
        return status;
    }

    /** When the market is to end, or 0. Only the venue itself publishes that; where it is not answered nothing is known. */
    private synchronized long ends(String venueSymbol) {
        long now = clock.nowNanos();
        if (hasAccount && (endsAskedNanos == Long.MIN_VALUE || now - endsAskedNanos >= ENDS_EVERY_NANOS)) {
            endsAskedNanos = now;
            try {
                ends = parse(calls.delistings());
            } catch (IOException | RuntimeException notToBeHad) {
                // A test network has no such list.
                ends = Map.copyOf(ends);
            }
        }
        return ends.getOrDefault(venueSymbol, 0L);
    }

    private static Map<String, Long> parse(JsonNode list) {
        Map<String, Long> ends = new HashMap<>();
        for (JsonNode entry : list) {
            long nanos = BinanceJson.nanos(entry, "delistTime");
            for (JsonNode symbol : entry.path("symbols")) {
                ends.merge(symbol.asText(), nanos, Math::min);
            }
        }
        return Map.copyOf(ends);
    }
}

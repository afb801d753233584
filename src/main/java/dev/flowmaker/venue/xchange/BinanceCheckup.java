package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.Checkup;
import dev.flowmaker.venue.Checkup.Answer;
import dev.flowmaker.venue.Checkup.Held;
import dev.flowmaker.venue.Checkup.MarketNow;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.knowm.xchange.binance.dto.marketdata.BinanceOrderbook;
import org.knowm.xchange.binance.service.BinanceMarketDataServiceRaw;
import org.knowm.xchange.currency.CurrencyPair;

/** Rights, balances and orders of a Binance account, and the best prices of its markets, all by REST. */
final class BinanceCheckup {
    private static final int FEWEST_LEVELS = 5;

    private final BinanceCalls calls;
    private final BinanceMarketDataServiceRaw data;
    private final BinanceErrors errors;

    BinanceCheckup(BinanceCalls calls, BinanceMarketDataServiceRaw data, BinanceErrors errors) {
        this.calls = calls;
        this.data = data;
        this.errors = errors;
    }

    Checkup of(Session session) throws IOException {
        JsonNode account = calls.account();
        JsonNode key = restrictions();
        boolean accountTrades = account.path("canTrade").asBoolean(true);
        Answer trade = accountTrades ? answer(key, "enableSpotAndMarginTrading") : Answer.NO;
        Answer bound = answer(key, "ipRestrict");
        return new Checkup(
                trade,
                answer(key, "enableWithdrawals"),
                bound == Answer.UNKNOWN ? bound : Answer.of(bound == Answer.NO),
                balances(account, session.assets()),
                markets(session));
    }

    /** The key's own rights; nothing where the venue knows no such question. */
    private JsonNode restrictions() throws IOException {
        try {
            return calls.restrictions();
        } catch (IOException | RuntimeException refused) {
            if (errors.of(refused).reason() == RejectReason.AUTH) {
                throw refused;
            }
            return MissingNode.getInstance();
        }
    }

    private static Answer answer(JsonNode key, String field) {
        JsonNode value = key.path(field);
        return value.isBoolean() ? Answer.of(value.asBoolean()) : Answer.UNKNOWN;
    }

    private static List<Held> balances(JsonNode account, List<Asset> assets) throws IOException {
        Map<String, JsonNode> rows = new HashMap<>();
        account.path("balances").forEach(row -> rows.put(row.path("asset").asText(), row));
        List<Held> all = new ArrayList<>();
        for (Asset asset : assets) {
            JsonNode row = rows.get(asset.code());
            all.add(
                    row == null
                            ? new Held(0, 0)
                            : new Held(
                                    Units.quanta(asset, BinanceJson.amount(row, "free")),
                                    Units.quanta(asset, BinanceJson.amount(row, "locked"))));
        }
        return all;
    }

    private List<MarketNow> markets(Session session) throws IOException {
        List<MarketNow> all = new ArrayList<>();
        for (Instrument instrument : session.instruments()) {
            int ours = 0;
            int others = 0;
            for (JsonNode order : calls.openOrders(instrument.venueSymbol())) {
                if (session.orderId(order.path("clientOrderId").asText()) == 0) {
                    others++;
                } else {
                    ours++;
                }
            }
            BinanceOrderbook book =
                    data.getBinanceOrderbookAllProducts(new CurrencyPair(instrument.symbol()), FEWEST_LEVELS);
            all.add(new MarketNow(
                    best(instrument.tick(), book.bids), best(instrument.tick(), book.asks), ours, others));
        }
        return all;
    }

    /** The first level: both maps are sorted best first. */
    private static long best(Decimal tick, SortedMap<BigDecimal, BigDecimal> levels) {
        return levels.isEmpty() ? Instrument.NO_PRICE : Units.rounded(tick, levels.firstKey(), RoundingMode.HALF_EVEN);
    }
}

package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.Checkup;
import dev.flowmaker.venue.Checkup.Answer;
import dev.flowmaker.venue.Checkup.Held;
import dev.flowmaker.venue.Checkup.MarketNow;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Rights, positions, wallets and orders of a BitMEX account, and the best prices of its markets, all by REST. */
final class BitmexCheckup {
    private static final int FEWEST_LEVELS = 1;
    private static final String EVERYWHERE = "0.0.0.0/0";

    private final BitmexCalls calls;
    private final BitmexMoney.All money;
    private final BitmexErrors errors;

    BitmexCheckup(BitmexCalls calls, BitmexMoney.All money, BitmexErrors errors) {
        this.calls = calls;
        this.money = money;
        this.errors = errors;
    }

    Checkup of(Session session, String apiKey) throws IOException {
        JsonNode key = key(apiKey);
        List<Held> balances = new ArrayList<>();
        for (Balance balance : new BitmexBalances(session, money).all(calls.positions(), calls.margins())) {
            balances.add(new Held(balance.freeQuanta, balance.lockedQuanta));
        }
        return new Checkup(may(key, "order"), may(key, "withdraw"), anyAddress(key), balances, markets(session));
    }

    /** The key's own row; nothing where the venue does not tell it to this key. */
    private JsonNode key(String apiKey) throws IOException {
        try {
            for (JsonNode row : calls.keys()) {
                if (row.path("id").asText().equals(apiKey)) {
                    return row;
                }
            }
        } catch (BitmexRefusal refused) {
            Failure failure = errors.of(refused);
            boolean unknownKey = failure.reason() == RejectReason.AUTH && failure.code() == BitmexErrors.UNAUTHORIZED;
            if (unknownKey || failure.reason() == RejectReason.CLOCK) {
                throw refused;
            }
        }
        return MissingNode.getInstance();
    }

    private static Answer may(JsonNode key, String right) {
        if (!key.path("permissions").isArray()) {
            return Answer.UNKNOWN;
        }
        for (JsonNode each : key.path("permissions")) {
            // A right with limits is written as a list that begins with its name.
            String name = each.isArray() ? each.path(0).asText() : each.asText();
            if (name.equals(right)) {
                return Answer.YES;
            }
        }
        return Answer.NO;
    }

    private static Answer anyAddress(JsonNode key) {
        String addresses = key.has("cidrs") ? text(key.path("cidrs")) : text(key.path("cidr"));
        return key.isMissingNode() ? Answer.UNKNOWN : Answer.of(addresses.isEmpty() || addresses.equals(EVERYWHERE));
    }

    private static String text(JsonNode addresses) {
        return addresses.isArray() ? addresses.path(0).asText() : addresses.asText("");
    }

    private List<MarketNow> markets(Session session) throws IOException {
        List<MarketNow> all = new ArrayList<>();
        for (Instrument instrument : session.instruments()) {
            int ours = 0;
            int others = 0;
            for (JsonNode order : calls.openOrders(instrument.venueSymbol())) {
                if (session.orderId(BitmexJson.optionalText(order, "clOrdID")) == 0) {
                    others++;
                } else {
                    ours++;
                }
            }
            JsonNode book = calls.book(instrument.venueSymbol(), FEWEST_LEVELS);
            JsonNode row = calls.instrument(instrument.venueSymbol()).path(0);
            BigDecimal rate = BitmexJson.optionalNumber(row, "fundingRate");
            all.add(new MarketNow(
                    best(instrument, book, Side.BUY),
                    best(instrument, book, Side.SELL),
                    ours,
                    others,
                    rate == null ? 0 : Units.ppb(rate),
                    BitmexJson.optionalNanos(row, "fundingTimestamp")));
        }
        return all;
    }

    private static long best(Instrument instrument, JsonNode book, Side side) {
        long best = Instrument.NO_PRICE;
        for (JsonNode level : book) {
            if (BitmexExecutions.side(level) == side) {
                long ticks =
                        Units.rounded(instrument.tick(), BitmexJson.positive(level, "price"), RoundingMode.HALF_EVEN);
                best = best == Instrument.NO_PRICE || side.better(ticks, best) ? ticks : best;
            }
        }
        return best;
    }
}

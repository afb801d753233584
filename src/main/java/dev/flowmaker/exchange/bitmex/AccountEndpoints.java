package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.Rules;
import dev.flowmaker.exchange.bitmex.Endpoint.Access;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.Json;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** What an account has, and what happened to it. */
final class AccountEndpoints {
    private static final int ROWS = 100;
    private static final int MOST_ROWS = 500;
    private static final String BITCOIN = "XBt";

    private final BitmexVenue venue;

    AccountEndpoints(BitmexVenue venue) {
        this.venue = venue;
    }

    void addTo(Endpoints all) {
        all.add("GET", "/execution", Access.ACCOUNT, call -> executions(call, false));
        all.add("GET", "/execution/tradeHistory", Access.ACCOUNT, call -> executions(call, true));
        all.add("GET", "/position", Access.ACCOUNT, this::positions);
        all.add("GET", "/user", Access.ACCOUNT, this::user);
        all.add("GET", "/user/commission", Access.ACCOUNT, this::commissions);
        all.add(
                "GET",
                "/user/margin",
                Access.ACCOUNT,
                call -> byCurrency(call, asset -> rows().margin(call.account(), asset, call.nowNanos())));
        all.add(
                "GET",
                "/user/wallet",
                Access.ACCOUNT,
                call -> byCurrency(call, asset -> rows().wallet(call.account(), asset, call.nowNanos())));
        all.add("GET", "/apiKey", Access.ACCOUNT, this::keys);
    }

    private AccountRows rows() {
        return venue.accounts().rows();
    }

    private Predicate<Integer> markets(Call call) {
        List<Integer> wanted = venue.listings().selected(call.params()).stream()
                .map(Listing::market)
                .toList();
        return wanted::contains;
    }

    private JsonNode executions(Call call, boolean paying) {
        RowQuery query = new RowQuery(call.params(), ROWS, MOST_ROWS);
        return query.answer(venue.accounts().executions(call.account(), markets(call), paying));
    }

    private JsonNode positions(Call call) {
        RowQuery query = new RowQuery(call.params(), ROWS, MOST_ROWS);
        return query.answer(venue.accounts().positions(call.account(), markets(call), call.nowNanos()));
    }

    /** One currency's row, bitcoin's when none is named; those of all when all are asked for. */
    private JsonNode byCurrency(Call call, IntFunction<ObjectNode> row) {
        String currency = call.params().text("currency", BITCOIN);
        if (currency.equals("all")) {
            ArrayNode all = Json.array();
            rows().settlements().forEach(asset -> all.add(row.apply(asset)));
            return all;
        }
        Integer asset = rows().settlement(currency);
        if (asset == null) {
            throw ApiException.bad("Invalid currency");
        }
        return row.apply(asset);
    }

    private JsonNode user(Call call) {
        String opened = Iso.text(venue.exchange().settings().startNanos());
        ObjectNode user = Json.object()
                .put("id", AccountNumbers.of(call.account()))
                .put("firstname", "")
                .put("lastname", "")
                .put(
                        "username",
                        venue.exchange()
                                .settings()
                                .accounts()
                                .get(call.account())
                                .name())
                .put("email", "")
                .put("created", opened)
                .put("lastUpdated", opened)
                .put("TFAEnabled", "");
        user.putObject("preferences");
        return user;
    }

    private JsonNode commissions(Call call) {
        ObjectNode all = Json.object();
        for (Listing listing : venue.listings().all()) {
            Rules rules = venue.exchange().rules(listing.market());
            all.putObject(listing.symbol())
                    .put("makerFee", Listing.rate(rules.makerFeePpb()))
                    .put("takerFee", Listing.rate(rules.takerFeePpb()))
                    .put("settlementFee", 0);
        }
        return all;
    }

    /** The key that asks, with what it may do; reading needs no permission. */
    private JsonNode keys(Call call) {
        ApiKey key = call.signer();
        ObjectNode row = Json.object()
                .put("id", key.key())
                .put("name", "")
                .put("cidr", "0.0.0.0/0")
                .put("enabled", true)
                .put("userId", AccountNumbers.of(key.account()))
                .put("created", Iso.text(venue.exchange().settings().startNanos()));
        ArrayNode permissions = row.putArray("permissions");
        if (key.rights().contains(ApiKey.Right.TRADE)) {
            permissions.add("order");
        }
        if (key.rights().contains(ApiKey.Right.WITHDRAW)) {
            permissions.add("withdraw");
        }
        return Json.array().add(row);
    }
}

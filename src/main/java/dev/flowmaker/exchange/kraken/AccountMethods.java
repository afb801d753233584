package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.exchange.Rules;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an account has, pays and may do. */
final class AccountMethods {
    private static final int VALUE_DIGITS = 4;
    private static final String NOTHING = "0.0000";

    private final Venue venue;

    AccountMethods(Venue venue) {
        this.venue = venue;
    }

    void addTo(Map<String, Method> all) {
        all.put("/0/private/Balance", Method.read(1, this::balance));
        all.put("/0/private/BalanceEx", Method.read(1, this::heldBalance));
        all.put("/0/private/TradeBalance", Method.read(1, this::tradeBalance));
        all.put("/0/private/TradeVolume", Method.read(1, this::tradeVolume));
        all.put("/0/private/GetWebSocketsToken", Method.read(1, this::token));
        all.put("/0/private/GetApiKeyInfo", Method.any(1, this::keyInfo));
    }

    private Asset asset(BalanceInfo balance) {
        return venue.exchange().settings().assets().get(balance.asset());
    }

    private static long whole(BalanceInfo balance) {
        return balance.freeQuanta() + balance.lockedQuanta();
    }

    private JsonNode balance(Call call) {
        ObjectNode result = Json.object();
        for (BalanceInfo balance : venue.exchange().balances(call.account())) {
            Asset asset = asset(balance);
            result.put(AssetNames.full(asset.code()), Decimal.text(whole(balance), asset.scale()));
        }
        return result;
    }

    private JsonNode heldBalance(Call call) {
        ObjectNode result = Json.object();
        for (BalanceInfo balance : venue.exchange().balances(call.account())) {
            Asset asset = asset(balance);
            result.putObject(AssetNames.full(asset.code()))
                    .put("balance", Decimal.text(whole(balance), asset.scale()))
                    .put("hold_trade", Decimal.text(balance.lockedQuanta(), asset.scale()));
        }
        return result;
    }

    /** All that the account has, in one asset at the middle of the books; there are no positions on margin. */
    private JsonNode tradeBalance(Call call) {
        String name = call.form().text("asset", "ZUSD");
        BigDecimal sum = BigDecimal.ZERO;
        for (BalanceInfo balance : venue.exchange().balances(call.account())) {
            Asset asset = asset(balance);
            BigDecimal amount = BigDecimal.valueOf(whole(balance), asset.scale());
            sum = sum.add(amount.multiply(priceIn(asset.code(), name)));
        }
        String value = sum.setScale(VALUE_DIGITS, RoundingMode.DOWN).toPlainString();
        ObjectNode result = Json.object().put("eb", value).put("tb", value);
        for (String nothing : List.of("m", "n", "c", "v")) {
            result.put(nothing, NOTHING);
        }
        return result.put("e", value).put("mf", value);
    }

    private BigDecimal priceIn(String code, String name) {
        if (isNamed(code, name)) {
            return BigDecimal.ONE;
        }
        for (Pair pair : venue.pairs().all()) {
            Instrument instrument = pair.instrument();
            long mid2Ticks = venue.exchange().depth(pair.market()).mid2Ticks();
            boolean priced = instrument.base().code().equals(code)
                    && isNamed(instrument.quote().code(), name)
                    && mid2Ticks != Instrument.NO_PRICE;
            if (priced) {
                BigDecimal tick = BigDecimal.valueOf(
                        instrument.tick().mantissa(), instrument.tick().scale());
                return tick.multiply(BigDecimal.valueOf(mid2Ticks)).divide(BigDecimal.valueOf(2));
            }
        }
        return BigDecimal.ZERO;
    }

    private static boolean isNamed(String code, String name) {
        return AssetNames.full(code).equals(name)
                || AssetNames.alternative(code).equals(name);
    }

    private JsonNode tradeVolume(Call call) {
        ObjectNode result = Json.object().put("currency", "ZUSD").put("volume", NOTHING);
        if (call.form().optional("pair") != null) {
            ObjectNode taker = result.putObject("fees");
            ObjectNode maker = result.putObject("fees_maker");
            for (Pair pair : venue.pairs().selected(call.form())) {
                Rules rules = venue.exchange().rules(pair.market());
                fee(taker.putObject(pair.name()), rules.takerFeePpb());
                fee(maker.putObject(pair.name()), rules.makerFeePpb());
            }
        }
        return result;
    }

    private static void fee(ObjectNode into, long ppb) {
        String percent = PublicMethods.percent(ppb)
                .setScale(VALUE_DIGITS, RoundingMode.HALF_UP)
                .toPlainString();
        into.put("fee", percent)
                .put("minfee", percent)
                .put("maxfee", percent)
                .putNull("nextfee")
                .putNull("nextvolume")
                .put("tiervolume", NOTHING);
    }

    private JsonNode token(Call call) {
        return Json.object()
                .put("token", venue.tokens().issue(call.signer(), call.nowNanos()))
                .put("expires", Tokens.LIFE_SECONDS);
    }

    /** What the key may do; nothing is bound to an address or a time here. */
    private JsonNode keyInfo(Call call) {
        ApiKey key = call.signer();
        ObjectNode result = Json.object()
                .put("apiKeyName", "account " + key.account())
                .put("apiKey", key.key())
                .put("nonce", venue.security().key(key.key()).lastNonce())
                .put("nonceWindow", 0);
        permissions(result.putArray("permissions"), key.rights());
        for (String unlimited : List.of("validUntil", "queryFrom", "queryTo", "createdTime", "modifiedTime")) {
            result.put(unlimited, "0");
        }
        result.putArray("ipAllowlist");
        return result.put("lastUsed", Long.toString(call.nowNanos() / 1_000_000_000L));
    }

    private static void permissions(ArrayNode into, Set<ApiKey.Right> rights) {
        if (rights.contains(ApiKey.Right.READ)) {
            into.add("query-funds").add("query-open-trades").add("query-closed-trades");
        }
        if (rights.contains(ApiKey.Right.TRADE)) {
            into.add("modify-trades").add("close-trades");
        }
        if (rights.contains(ApiKey.Right.WITHDRAW)) {
            into.add("withdraw-funds");
        }
    }
}

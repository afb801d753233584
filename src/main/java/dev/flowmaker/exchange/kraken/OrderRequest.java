package dev.flowmaker.exchange.kraken;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.OrderType;
import dev.flowmaker.exchange.SelfTradePrevention;
import dev.flowmaker.exchange.TimeInForce;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads a placement, and refuses what the protocol refuses before the exchange sees it. */
final class OrderRequest {
    private static final String POST = "post";
    /** Commissions are taken in the quote asset; there is no protection of market prices. */
    private static final Set<String> FLAGS = Set.of(POST, "fciq", "nompp");

    private static final List<String> NOTHING = List.of("0", "none", "{}");
    private static final List<String> UNSUPPORTED = List.of(
            "price2",
            "leverage",
            "reduce_only",
            "starttm",
            "expiretm",
            "displayvol",
            "trigger",
            "close",
            "close[ordertype]");

    private OrderRequest() {}

    /** @param number differs from order to order */
    static NewOrder parse(Form form, Pair pair, long number) {
        Side side = side(form.text("type"));
        String ordertype = form.text("ordertype");
        if (!ordertype.equals("limit") && !ordertype.equals("market")) {
            throw KrakenException.invalid("ordertype");
        }
        refuseUnsupported(form);
        Set<String> flags = flags(form);
        Reference reference = new Reference(form.signed("userref", 0), String.join(",", flags));
        long lots = pair.lots(form.decimal("volume"));
        boolean market = ordertype.equals("market");
        TimeInForce timeInForce = timeInForce(form.text("timeinforce", market ? "IOC" : "GTC"));
        boolean post = flags.contains(POST);
        if (post && (market || timeInForce != TimeInForce.GTC)) {
            throw KrakenException.invalid("oflags");
        }
        return new NewOrder(
                pair.market(),
                reference.clientId(number),
                side,
                market ? OrderType.MARKET : post ? OrderType.LIMIT_MAKER : OrderType.LIMIT,
                timeInForce,
                market ? 0 : pair.ticks(form.decimal("price")),
                lots,
                0,
                prevention(form.text("stptype", "cancel-newest")));
    }

    private static Side side(String type) {
        return switch (type) {
            case "buy", "b" -> Side.BUY;
            case "sell", "s" -> Side.SELL;
            default -> throw KrakenException.invalid("type");
        };
    }

    private static void refuseUnsupported(Form form) {
        for (String name : UNSUPPORTED) {
            String value = form.optional(name);
            if (value != null && !NOTHING.contains(value) && !value.equals("false")) {
                throw KrakenException.invalid(name);
            }
        }
    }

    private static Set<String> flags(Form form) {
        Set<String> flags =
                new TreeSet<>(Arrays.asList(form.text("oflags", "fciq").split(",", -1)));
        if (!FLAGS.containsAll(flags)) {
            throw KrakenException.invalid("oflags");
        }
        flags.add("fciq");
        return flags;
    }

    private static TimeInForce timeInForce(String name) {
        return Arrays.stream(TimeInForce.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> KrakenException.invalid("timeinforce"));
    }

    private static SelfTradePrevention prevention(String name) {
        return switch (name) {
            case "cancel-newest" -> SelfTradePrevention.EXPIRE_TAKER;
            case "cancel-oldest" -> SelfTradePrevention.EXPIRE_MAKER;
            case "cancel-both" -> SelfTradePrevention.EXPIRE_BOTH;
            default -> throw KrakenException.invalid("stptype");
        };
    }
}

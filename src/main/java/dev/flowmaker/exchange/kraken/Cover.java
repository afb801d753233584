package dev.flowmaker.exchange.kraken;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.exchange.Depth;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.OrderType;
import dev.flowmaker.exchange.Rules;

/**
 * Whether an account can pay the commission of a purchase, which comes on top of its value: the exchange binds the value
 * alone, so the commissions of all open purchases must stay free.
 */
final class Cover {
    private static final long PARTS_PER_BILLION = 1_000_000_000;

    private final Exchange exchange;
    private final Pairs pairs;

    Cover(Exchange exchange, Pairs pairs) {
        this.exchange = exchange;
        this.pairs = pairs;
    }

    boolean enough(int account, NewOrder order) {
        if (order.side() == Side.SELL) {
            return true;
        }
        Instrument instrument = pairs.get(order.market()).instrument();
        long value = value(instrument, order);
        long free = free(account, instrument.quoteAsset());
        return value <= free && fee(order.market(), value) + openFees(account, instrument.quoteAsset()) <= free - value;
    }

    /** What it costs at its limit, or what a market order costs now; too much for anybody when it is not countable. */
    private long value(Instrument instrument, NewOrder order) {
        try {
            return order.type() == OrderType.MARKET
                    ? taken(instrument, exchange.depth(order.market()), order.lots())
                    : instrument.notionalQuanta(order.priceTicks(), order.lots());
        } catch (ArithmeticException tooLarge) {
            return Long.MAX_VALUE;
        }
    }

    private static long taken(Instrument instrument, Depth book, long lots) {
        long value = 0;
        long left = lots;
        for (int rank = 0; rank < book.levels(Side.SELL) && left > 0; rank++) {
            long taken = Math.min(left, book.lots(Side.SELL, rank));
            value = Math.addExact(value, instrument.notionalQuanta(book.priceTicks(Side.SELL, rank), taken));
            left -= taken;
        }
        return value;
    }

    private long free(int account, int asset) {
        return exchange.balances(account).stream()
                .filter(balance -> balance.asset() == asset)
                .mapToLong(BalanceInfo::freeQuanta)
                .sum();
    }

    private long openFees(int account, int quoteAsset) {
        long fees = 0;
        for (Pair pair : pairs.all()) {
            if (pair.instrument().quoteAsset() != quoteAsset) {
                continue;
            }
            for (OrderInfo order : exchange.openOrders(account, pair.market())) {
                if (order.side() == Side.BUY) {
                    long value = pair.instrument().notionalQuanta(order.priceTicks(), order.remainingLots());
                    fees += fee(pair.market(), value);
                }
            }
        }
        return fees;
    }

    /** At the higher of the rates, rounded up; with room for each trade's own rounding there is always enough. */
    private long fee(int market, long value) {
        Rules rules = exchange.rules(market);
        long rate = Math.max(0, Math.max(rules.makerFeePpb(), rules.takerFeePpb()));
        return value / PARTS_PER_BILLION * rate + value % PARTS_PER_BILLION * rate / PARTS_PER_BILLION + 1;
    }
}

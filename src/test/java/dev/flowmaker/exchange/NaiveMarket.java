package dev.flowmaker.exchange;

import dev.flowmaker.core.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exchange's rules once more, for a market of clients only, as slowly and plainly as can be: orders in one list, the
 * best looked for anew for each lot, what a market order would do tried on a copy, bound balances summed up when asked.
 */
final class NaiveMarket {
    static final long QUOTE_PER_LOT_TICK = 10;
    static final long BASE_PER_LOT = 1_000;

    /** An order resting or being matched. */
    static final class Resting {
        final int account;
        final NewOrder request;
        final int number;
        long left;
        long value;
        OrderStatus status = OrderStatus.NEW;

        Resting(int account, NewOrder request, int number, long left) {
            this.account = account;
            this.request = request;
            this.number = number;
            this.left = left;
        }

        Resting copy() {
            Resting copy = new Resting(account, request, number, left);
            copy.value = value;
            return copy;
        }
    }

    /** Lots in a row that one taker took from one maker. */
    record Deal(int maker, int taker, long price, long lots) {}

    final List<Resting> book = new ArrayList<>();
    final List<Deal> deals = new ArrayList<>();
    /** By account and asset, bound parts included. */
    final long[][] holdings;

    final long[] fees = new long[2];
    private final long minNotional;
    private final long maxLots;
    private int lastNumber;

    NaiveMarket(long[][] holdings, long minNotional, long maxLots) {
        this.holdings = holdings;
        this.minNotional = minNotional;
        this.maxLots = maxLots;
    }

    long locked(int account, int asset) {
        long sum = 0;
        for (Resting order : book) {
            boolean buys = order.request.side() == Side.BUY;
            if (order.account == account && buys == (asset == 1)) {
                sum += order.left * (buys ? order.request.priceTicks() * QUOTE_PER_LOT_TICK : BASE_PER_LOT);
            }
        }
        return sum;
    }

    private long free(int account, int asset) {
        return holdings[account][asset] - locked(account, asset);
    }

    /** Null when it would be accepted. */
    @Nullable
    Reject check(int account, NewOrder request) {
        if (book.stream()
                .anyMatch(o -> o.account == account && o.request.clientId().equals(request.clientId()))) {
            return Reject.DUPLICATE_CLIENT_ID;
        }
        boolean buys = request.side() == Side.BUY;
        if (request.type() == OrderType.MARKET) {
            Resting tried = attempt(account, request);
            long lots = request.quoteQuanta() > 0 ? executed(tried, request) : request.lots();
            boolean somebody = book.stream().anyMatch(o -> o.request.side() != request.side());
            if (somebody && (lots < 1 || lots > maxLots)) {
                return Reject.MARKET_LOT_SIZE;
            }
            if (somebody && tried.value < minNotional) {
                return Reject.NOTIONAL;
            }
            long needed = buys ? tried.value : lots * BASE_PER_LOT;
            return needed > free(account, buys ? 1 : 0) ? Reject.INSUFFICIENT_BALANCE : null;
        }
        if (request.lots() < 1 || request.lots() > maxLots) {
            return Reject.LOT_SIZE;
        }
        long value = request.priceTicks() * request.lots() * QUOTE_PER_LOT_TICK;
        if (value < minNotional) {
            return Reject.NOTIONAL;
        }
        if ((buys ? value : request.lots() * BASE_PER_LOT) > free(account, buys ? 1 : 0)) {
            return Reject.INSUFFICIENT_BALANCE;
        }
        boolean crosses = best(request.side(), request.priceTicks(), true) != null;
        return request.type() == OrderType.LIMIT_MAKER && crosses ? Reject.WOULD_TAKE : null;
    }

    private long executed(Resting order, NewOrder request) {
        return (request.quoteQuanta() > 0 ? maxLots : request.lots()) - order.left;
    }

    /** Matches on a copy of the market. */
    private Resting attempt(int account, NewOrder request) {
        long[][] noMatter = new long[holdings.length][2];
        NaiveMarket copy = new NaiveMarket(noMatter, minNotional, maxLots);
        book.forEach(order -> copy.book.add(order.copy()));
        Resting taker = new Resting(account, request, 0, request.quoteQuanta() > 0 ? maxLots : request.lots());
        copy.match(taker, request.quoteQuanta() > 0 ? request.quoteQuanta() : Long.MAX_VALUE);
        return taker;
    }

    Resting place(int account, NewOrder request) {
        long lots = request.lots();
        boolean fillable = true;
        if (request.quoteQuanta() > 0) {
            lots = executed(attempt(account, request), request);
        } else if (request.type() == OrderType.LIMIT && request.timeInForce() == TimeInForce.FOK) {
            fillable = attempt(account, request).left == 0;
        }
        Resting taker = new Resting(account, request, ++lastNumber, lots);
        boolean prevented = fillable && match(taker, Long.MAX_VALUE);
        boolean rests = request.type() == OrderType.LIMIT_MAKER
                || (request.type() == OrderType.LIMIT && request.timeInForce() == TimeInForce.GTC);
        if (taker.left == 0 && lots > 0) {
            taker.status = OrderStatus.FILLED;
        } else if (prevented) {
            taker.status = OrderStatus.EXPIRED_IN_MATCH;
        } else if (rests) {
            taker.status = taker.left < lots ? OrderStatus.PARTIALLY_FILLED : OrderStatus.NEW;
            book.add(taker);
        } else {
            taker.status = OrderStatus.EXPIRED;
        }
        return taker;
    }

    private boolean match(Resting taker, long budget) {
        boolean market = taker.request.type() == OrderType.MARKET;
        while (taker.left > 0) {
            Resting maker = best(taker.request.side(), taker.request.priceTicks(), !market);
            long price = maker == null ? 0 : maker.request.priceTicks();
            if (maker == null || taker.value + price * QUOTE_PER_LOT_TICK > budget) {
                break;
            }
            SelfTradePrevention mode = taker.request.selfTradePrevention();
            if (maker.account == taker.account && mode != SelfTradePrevention.NONE) {
                if (mode != SelfTradePrevention.EXPIRE_TAKER) {
                    book.remove(maker);
                    maker.status = OrderStatus.EXPIRED_IN_MATCH;
                }
                if (mode != SelfTradePrevention.EXPIRE_MAKER) {
                    settle();
                    return true;
                }
                continue;
            }
            tradeOneLot(maker, taker, price);
        }
        settle();
        return false;
    }

    private final List<Resting[]> dealParties = new ArrayList<>();
    private int settled;

    private void tradeOneLot(Resting maker, Resting taker, long price) {
        maker.left--;
        taker.left--;
        maker.value += price * QUOTE_PER_LOT_TICK;
        taker.value += price * QUOTE_PER_LOT_TICK;
        int last = deals.size() - 1;
        if (last >= settled && deals.get(last).maker == maker.number && deals.get(last).taker == taker.number) {
            deals.set(last, new Deal(maker.number, taker.number, price, deals.get(last).lots + 1));
        } else {
            deals.add(new Deal(maker.number, taker.number, price, 1));
            dealParties.add(new Resting[] {maker, taker});
        }
        if (maker.left == 0) {
            book.remove(maker);
            maker.status = OrderStatus.FILLED;
        } else {
            maker.status = OrderStatus.PARTIALLY_FILLED;
        }
    }

    private void settle() {
        for (; settled < deals.size(); settled++) {
            Resting maker = dealParties.get(settled)[0];
            Resting taker = dealParties.get(settled)[1];
            long lots = deals.get(settled).lots;
            long value = deals.get(settled).price * lots * QUOTE_PER_LOT_TICK;
            Resting buyer = maker.request.side() == Side.BUY ? maker : taker;
            Resting seller = buyer == maker ? taker : maker;
            long baseFee = lots * BASE_PER_LOT * (buyer == maker ? 100 : 150) / 100_000;
            long quoteFee = value * (seller == maker ? 100 : 150) / 100_000;
            holdings[buyer.account][0] += lots * BASE_PER_LOT - baseFee;
            holdings[buyer.account][1] -= value;
            holdings[seller.account][0] -= lots * BASE_PER_LOT;
            holdings[seller.account][1] += value - quoteFee;
            fees[0] += baseFee;
            fees[1] += quoteFee;
        }
    }

    private @Nullable Resting best(Side takerSide, long limit, boolean limited) {
        Resting best = null;
        for (Resting order : book) {
            if (order.request.side() != takerSide
                    && (!limited || !takerSide.better(order.request.priceTicks(), limit))
                    && (best == null
                            || order.request.side().better(order.request.priceTicks(), best.request.priceTicks()))) {
                best = order;
            }
        }
        return best;
    }
}

package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.venue.Inbox;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A venue's orders, trades and balances as events, whichever way they were told. */
final class StandardEvents {
    private final Session session;
    private final Inbox inbox;
    private final Fills fills;
    private final KnownOrders known;
    private final TradeNumbers numbers = new TradeNumbers();
    private final Function<String, RejectReason> reasons;
    private final Set<Long> canceling = Collections.newSetFromMap(KnownOrders.bounded());
    private final Set<Integer> cancelingAll = ConcurrentHashMap.newKeySet();
    private final AtomicLong foreign = new AtomicLong();

    /** @param reasons what the venue's words about an order's end mean; OTHER when it was no refusal */
    StandardEvents(TradingParts parts, KnownOrders known, Function<String, RejectReason> reasons) {
        session = parts.session();
        inbox = parts.inbox();
        fills = new Fills(session, parts.user(), inbox);
        this.known = known;
        this.reasons = reasons;
    }

    /** Events about orders that this daemon did not place. */
    long foreign() {
        return foreign.get();
    }

    TradeNumbers numbers() {
        return numbers;
    }

    /** Our cancel of an order leaves: its end is what we asked for. */
    void canceling(long orderId) {
        synchronized (canceling) {
            canceling.add(orderId);
        }
    }

    /** A cancel of all leaves: every end of an order in the market is what we asked for, until the next placement. */
    void cancelingAll(Session.Market market) {
        cancelingAll.add(market.index());
    }

    void placing(Session.Market market) {
        cancelingAll.remove(market.index());
    }

    private boolean askedFor(Session.Market market, long orderId) {
        synchronized (canceling) {
            return canceling.remove(orderId) || cancelingAll.contains(market.index());
        }
    }

    /** Learns the venue's id of an order, and tells the trades that waited for it. */
    void learn(String venueId, long orderId, int market) {
        for (VenueTrade trade : known.put(venueId, orderId, market)) {
            if (!numbers.isKnown(trade.id())) {
                onTrade(trade);
            }
        }
    }

    /** An order as a stream or the answer to a cancel tells it. Others' orders are counted. */
    void onOrder(VenueOrder order, Source source) {
        Long ours = known.orderId(order.venueId());
        Session.Market market = order.venueSymbol() == null ? null : session.market(order.venueSymbol());
        if (ours == null && order.clientId() != null && market != null) {
            ours = session.orderId(order.clientId());
            learn(order.venueId(), ours, market.index());
        }
        if (ours == null || ours == 0) {
            foreign.incrementAndGet();
            return;
        }
        Session.Market where = session.market(known.market(order.venueId()));
        BigDecimal filled = known.filled(order.venueId(), order.filled());
        if (order.status() == null) {
            return;
        }
        switch (order.status()) {
            case WORKING, PARTIALLY_FILLED -> {
                if (known.streamed(order.venueId())) {
                    accepted(where, ours, order.venueId(), order.timeNanos(), source);
                }
            }
            case CANCELED, EXPIRED, REJECTED -> ended(where, ours, order, filled, source);
            case FILLED, NOT_FOUND -> {}
        }
    }

    void accepted(Session.Market market, long orderId, String venueId, long timeNanos, Source source) {
        OrderAccepted accepted = new OrderAccepted();
        accepted.market = market.index();
        accepted.orderId = orderId;
        accepted.exchangeTimeNanos = timeNanos;
        accepted.venueOrderId = number(venueId);
        accepted.venueOrderRef = accepted.venueOrderId == 0 ? venueId : "";
        accepted.source = source;
        inbox.offer(accepted);
    }

    /** A venue's id as a number, or 0 where it is text. */
    static long number(String venueId) {
        return venueId.matches("[1-9]\\d{0,17}") ? Long.parseLong(venueId) : 0;
    }

    private void ended(
            Session.Market market, long orderId, VenueOrder order, @Nullable BigDecimal filled, Source source) {
        String text = Objects.requireNonNullElse(order.reason(), "");
        RejectReason refused = reasons.apply(text);
        boolean empty = filled == null || filled.signum() == 0;
        boolean asked = askedFor(market, orderId);
        // Some venues take an order in and end it at once instead of refusing it.
        if (order.status() == OrderStatus.REJECTED || (refused != RejectReason.OTHER && empty && !asked)) {
            OrderRejected rejected = new OrderRejected();
            rejected.market = market.index();
            rejected.orderId = orderId;
            rejected.exchangeTimeNanos = order.timeNanos();
            rejected.reason = refused;
            rejected.text = text;
            inbox.offer(rejected);
            if (!known.end(order.venueId())) {
                return;
            }
            // It was told to be on the book before: it is off again.
        }
        known.end(order.venueId());
        OrderCanceled canceled = new OrderCanceled();
        canceled.market = market.index();
        canceled.orderId = orderId;
        canceled.exchangeTimeNanos = order.timeNanos();
        canceled.reason = asked
                ? CancelReason.REQUESTED
                : order.status() == OrderStatus.CANCELED && refused == RejectReason.OTHER
                        ? CancelReason.VENUE
                        : CancelReason.EXPIRED;
        canceled.filledLots = filled == null ? -1 : market.units().lots(filled);
        canceled.source = source;
        inbox.offer(canceled);
    }

    /** A trade that a stream tells. One of an order that nobody told of yet waits for it. */
    void onTrade(VenueTrade trade) {
        Session.Market market = session.market(trade.venueSymbol());
        if (market == null) {
            foreign.incrementAndGet();
            return;
        }
        Long orderId = known.orderId(trade.venueOrderId());
        if (orderId == null && trade.clientId() != null) {
            orderId = session.orderId(trade.clientId());
            learn(trade.venueOrderId(), orderId, market.index());
        }
        if (orderId == null) {
            known.await(trade);
        } else if (orderId == 0) {
            foreign.incrementAndGet();
        } else {
            tell(List.of(fill(market, orderId, trade, Source.STREAM)));
        }
    }

    /** A trade as an event, and what it cost in the venue's words. */
    record Told(Fill fill, Session.Market market, BigDecimal fee, String feeAsset) {}

    Told fill(Session.Market market, long orderId, VenueTrade trade, Source source) {
        if (!trade.venueSymbol().equals(market.venueSymbol())) {
            throw new IllegalArgumentException("a trade of another market: " + trade.venueSymbol());
        }
        if (trade.price().signum() <= 0 || trade.quantity().signum() <= 0) {
            throw new IllegalArgumentException("a trade of " + trade.quantity() + " at " + trade.price());
        }
        Fill fill = new Fill();
        fill.market = market.index();
        fill.orderId = orderId;
        fill.exchangeTimeNanos = trade.timeNanos();
        fill.tradeId = numbers.number(trade.id(), trade.timeNanos());
        fill.side = trade.side();
        if (orderId == 0) {
            // Others' orders may follow rules of another day; what rounding leaves out, the balances will tell.
            fill.priceTicks = Units.rounded(market.instrument().tick(), trade.price(), RoundingMode.HALF_EVEN);
            fill.lots = Units.rounded(market.instrument().lot(), trade.quantity(), RoundingMode.HALF_EVEN);
        } else {
            fill.priceTicks = market.units().ticks(trade.price());
            fill.lots = market.units().lots(trade.quantity());
        }
        fill.liquidity = trade.liquidity();
        fill.source = source;
        return new Told(fill, market, trade.fee(), trade.feeAsset());
    }

    void tell(List<Told> all) {
        all.forEach(each -> fills.deliver(each.fill, each.market, each.fee, each.feeAsset));
    }

    /** The account's balances: all of the session's assets by a query, those named by a stream. */
    void onBalances(List<TradingCalls.Held> held, long timeNanos, Source source) {
        Map<String, TradingCalls.Held> rows = new HashMap<>();
        for (TradingCalls.Held row : held) {
            if (rows.put(row.asset(), row) != null) {
                throw new IllegalArgumentException("two balances of " + row.asset());
            }
        }
        List<Balance> all = new ArrayList<>();
        for (int i = 0; i < session.assets().size(); i++) {
            Asset asset = session.asset(i);
            TradingCalls.Held row = rows.get(asset.code());
            if (row == null && source != Source.QUERY) {
                continue;
            }
            Balance balance = new Balance();
            balance.exchangeTimeNanos = timeNanos;
            balance.asset = i;
            balance.freeQuanta = row == null ? 0 : Units.quanta(asset, row.free());
            balance.lockedQuanta = row == null ? 0 : Units.quanta(asset, row.locked());
            balance.source = source;
            all.add(balance);
        }
        all.forEach(inbox::offer);
    }
}

package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.venue.Inbox;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binance's user events as ours. Parsed here, from JSON, because XChange's classes throw on a kind of execution they do
 * not know, which ends its stream for good; here it is counted.
 */
final class BinanceUserEvents {
    private static final Logger LOG = LoggerFactory.getLogger(BinanceUserEvents.class);

    private final Session session;
    private final Inbox inbox;
    private final Fills fills;
    private final CancelMarks marks;
    private final OrderNames names;
    private final Secrets secrets;
    private final AtomicLong notUnderstood = new AtomicLong();
    private final AtomicLong foreign = new AtomicLong();

    BinanceUserEvents(Session session, Inbox inbox, Fills fills, CancelMarks marks, OrderNames names, Secrets secrets) {
        this.session = session;
        this.inbox = inbox;
        this.fills = fills;
        this.marks = marks;
        this.names = names;
        this.secrets = secrets;
    }

    /** Events of a kind we do not know. */
    long notUnderstood() {
        return notUnderstood.get();
    }

    /** Events about orders that this daemon did not place. */
    long foreign() {
        return foreign.get();
    }

    void onEvent(JsonNode event) {
        String type = BinanceJson.text(event, "e");
        switch (type) {
            case "executionReport" -> onExecution(event);
            case "outboundAccountPosition" -> onBalances(event);
            // Deposits and locks by others: the new balance comes as an account position as well.
            case "balanceUpdate", "externalLockUpdate", "listStatus" -> {}
            default -> {
                if (session.orderId(event.path("c").asText()) != 0
                        || session.orderId(event.path("C").asText()) != 0) {
                    throw new IllegalArgumentException("an event of unknown kind " + type + " about an order of ours");
                }
                unknown("event", type, event);
            }
        }
    }

    private void onExecution(JsonNode event) {
        Session.Market market = session.market(BinanceJson.text(event, "s"));
        String execution = BinanceJson.text(event, "x");
        // A cancel has an id of its own; the order's is in another place then.
        String original = event.path("C").isNull() ? "" : BinanceJson.text(event, "C");
        String requested = BinanceJson.text(event, "c");
        boolean ended = !original.isEmpty() && !original.equals("null");
        long orderId = session.orderId(ended ? original : requested);
        // An order of ours elsewhere is one of an earlier session, with other markets.
        if (market == null || orderId == 0) {
            foreign.incrementAndGet();
            return;
        }
        names.put(market.index(), BinanceJson.id(event, "i"), orderId);
        switch (execution) {
            case "NEW" -> onNew(event, market, orderId);
            case "TRADE" -> onTrade(event, market, orderId);
            case "CANCELED" -> {
                boolean asked = marks.askedFor(market, orderId, requested);
                onEnd(event, market, orderId, asked ? CancelReason.REQUESTED : CancelReason.VENUE);
            }
            case "EXPIRED" -> onEnd(event, market, orderId, CancelReason.EXPIRED);
            case "REJECTED" -> onRejected(event, market, orderId);
            case "TRADE_PREVENTION" -> {
                if (BinanceJson.text(event, "X").startsWith("EXPIRED")) {
                    onEnd(event, market, orderId, CancelReason.EXPIRED);
                }
            }
            default -> unknown("execution", execution, event);
        }
    }

    private void onNew(JsonNode event, Session.Market market, long orderId) {
        OrderAccepted accepted = new OrderAccepted();
        accepted.market = market.index();
        accepted.orderId = orderId;
        accepted.exchangeTimeNanos = BinanceJson.nanos(event, "T");
        accepted.venueOrderId = BinanceJson.id(event, "i");
        accepted.source = Source.STREAM;
        inbox.offer(accepted);
    }

    private void onTrade(JsonNode event, Session.Market market, long orderId) {
        Fill fill = new Fill();
        fill.market = market.index();
        fill.orderId = orderId;
        fill.exchangeTimeNanos = BinanceJson.nanos(event, "T");
        fill.tradeId = BinanceJson.id(event, "t");
        fill.side = Side.valueOf(BinanceJson.text(event, "S"));
        fill.priceTicks = market.units().ticks(BinanceJson.positive(event, "L"));
        fill.lots = market.units().lots(BinanceJson.positive(event, "l"));
        fill.liquidity = BinanceJson.flag(event, "m") ? Liquidity.MAKER : Liquidity.TAKER;
        fill.source = Source.STREAM;
        // No commission names no asset.
        String asset = event.path("N").isNull() ? "" : BinanceJson.text(event, "N");
        fills.deliver(fill, market, BinanceJson.decimal(event, "n"), asset);
    }

    private void onEnd(JsonNode event, Session.Market market, long orderId, CancelReason reason) {
        OrderCanceled canceled = new OrderCanceled();
        canceled.market = market.index();
        canceled.orderId = orderId;
        canceled.exchangeTimeNanos = BinanceJson.nanos(event, "T");
        canceled.reason = reason;
        canceled.filledLots = market.units().lots(BinanceJson.amount(event, "z"));
        canceled.source = Source.STREAM;
        inbox.offer(canceled);
    }

    private void onRejected(JsonNode event, Session.Market market, long orderId) {
        String text = secrets.scrub(BinanceJson.text(event, "r"));
        OrderRejected rejected = new OrderRejected();
        rejected.market = market.index();
        rejected.orderId = orderId;
        rejected.exchangeTimeNanos = BinanceJson.nanos(event, "T");
        rejected.reason = BinanceErrors.reason(-2010, text.replace('_', ' '));
        rejected.text = text;
        inbox.offer(rejected);
    }

    private void onBalances(JsonNode event) {
        long updatedNanos = BinanceJson.nanos(event, event.has("u") ? "u" : "E");
        if (!event.path("B").isArray()) {
            throw new IllegalArgumentException("balances that are no list");
        }
        List<Balance> all = new ArrayList<>();
        for (JsonNode row : event.path("B")) {
            int asset = session.assetIndex(BinanceJson.text(row, "a"));
            BigDecimal free = BinanceJson.amount(row, "f");
            BigDecimal locked = BinanceJson.amount(row, "l");
            if (asset != Session.NO_ASSET) {
                Balance balance = new Balance();
                balance.exchangeTimeNanos = updatedNanos;
                balance.asset = asset;
                balance.freeQuanta = Units.quanta(session.asset(asset), free);
                balance.lockedQuanta = Units.quanta(session.asset(asset), locked);
                balance.source = Source.STREAM;
                all.add(balance);
            }
        }
        all.forEach(inbox::offer);
    }

    private void unknown(String what, String name, JsonNode event) {
        long count = notUnderstood.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.warn("{} of unknown kind {} ({} so far): {}", what, name, count, secrets.scrub(event.toString()));
        }
    }
}

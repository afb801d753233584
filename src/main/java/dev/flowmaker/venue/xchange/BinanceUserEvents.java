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
import java.util.concurrent.TimeUnit;
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
    private final BinanceFills fills;
    private final CancelMarks marks;
    private final OrderNames names;
    private final Secrets secrets;
    private final AtomicLong notUnderstood = new AtomicLong();
    private final AtomicLong foreign = new AtomicLong();

    BinanceUserEvents(
            Session session, Inbox inbox, BinanceFills fills, CancelMarks marks, OrderNames names, Secrets secrets) {
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
        String type = event.path("e").asText();
        switch (type) {
            case "executionReport" -> onExecution(event);
            case "outboundAccountPosition" -> onBalances(event);
            // Deposits and locks by others: the new balance comes as an account position as well.
            case "balanceUpdate", "externalLockUpdate", "listStatus" -> {}
            default -> unknown("event", type, event);
        }
    }

    private void onExecution(JsonNode event) {
        Session.Market market = session.market(event.path("s").asText());
        String execution = event.path("x").asText();
        // A cancel has an id of its own; the order's is in another place then.
        String original = event.path("C").asText();
        boolean ended = !original.isEmpty() && !original.equals("null");
        String clientId = ended ? original : event.path("c").asText();
        long orderId = session.orderId(clientId);
        if (market == null || orderId == 0) {
            foreign.incrementAndGet();
            return;
        }
        names.put(market.index(), event.path("i").asLong(), orderId);
        switch (execution) {
            case "NEW" -> onNew(event, market, orderId);
            case "TRADE" -> onTrade(event, market, orderId);
            case "CANCELED" -> {
                boolean asked = marks.askedFor(market, orderId, event.path("c").asText());
                onEnd(event, market, orderId, asked ? CancelReason.REQUESTED : CancelReason.VENUE);
            }
            case "EXPIRED" -> onEnd(event, market, orderId, CancelReason.EXPIRED);
            case "REJECTED" -> onRejected(event, market, orderId);
            case "TRADE_PREVENTION" -> {
                if (event.path("X").asText().startsWith("EXPIRED")) {
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
        accepted.exchangeTimeNanos = nanos(event.path("T"));
        accepted.venueOrderId = event.path("i").asLong();
        accepted.source = Source.STREAM;
        inbox.offer(accepted);
    }

    private void onTrade(JsonNode event, Session.Market market, long orderId) {
        Fill fill = new Fill();
        fill.market = market.index();
        fill.orderId = orderId;
        fill.exchangeTimeNanos = nanos(event.path("T"));
        fill.tradeId = event.path("t").asLong();
        fill.side = Side.valueOf(event.path("S").asText());
        fill.priceTicks = market.units().ticks(decimal(event.path("L")));
        fill.lots = market.units().lots(decimal(event.path("l")));
        fill.liquidity = event.path("m").asBoolean() ? Liquidity.MAKER : Liquidity.TAKER;
        fill.source = Source.STREAM;
        fills.deliver(fill, market, decimal(event.path("n")), event.path("N").asText());
    }

    private void onEnd(JsonNode event, Session.Market market, long orderId, CancelReason reason) {
        OrderCanceled canceled = new OrderCanceled();
        canceled.market = market.index();
        canceled.orderId = orderId;
        canceled.exchangeTimeNanos = nanos(event.path("T"));
        canceled.reason = reason;
        canceled.filledLots = market.units().lots(decimal(event.path("z")));
        canceled.source = Source.STREAM;
        inbox.offer(canceled);
    }

    private void onRejected(JsonNode event, Session.Market market, long orderId) {
        String text = secrets.scrub(event.path("r").asText());
        OrderRejected rejected = new OrderRejected();
        rejected.market = market.index();
        rejected.orderId = orderId;
        rejected.exchangeTimeNanos = nanos(event.path("T"));
        rejected.reason = BinanceErrors.reason(-2010, text.replace('_', ' '));
        rejected.text = text;
        inbox.offer(rejected);
    }

    private void onBalances(JsonNode event) {
        JsonNode updated = event.has("u") ? event.path("u") : event.path("E");
        for (JsonNode row : event.path("B")) {
            int asset = session.assetIndex(row.path("a").asText());
            if (asset != Session.NO_ASSET) {
                Balance balance = new Balance();
                balance.exchangeTimeNanos = nanos(updated);
                balance.asset = asset;
                balance.freeQuanta = Units.quanta(session.asset(asset), decimal(row.path("f")));
                balance.lockedQuanta = Units.quanta(session.asset(asset), decimal(row.path("l")));
                balance.source = Source.STREAM;
                inbox.offer(balance);
            }
        }
    }

    private void unknown(String what, String name, JsonNode event) {
        long count = notUnderstood.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.warn("{} of unknown kind {} ({} so far): {}", what, name, count, secrets.scrub(event.toString()));
        }
    }

    static long nanos(JsonNode millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis.asLong());
    }

    static BigDecimal decimal(JsonNode text) {
        return new BigDecimal(text.asText());
    }
}

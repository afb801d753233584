package dev.flowmaker.daemon;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TradesReport;
import dev.flowmaker.venue.Inbox;
import dev.flowmaker.venue.VenueException;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** A scripted venue that answers every request at once and rightly, unless told not to. */
final class ObedientVenue extends ScriptedGateway {
    final Set<Long> open = new ConcurrentSkipListSet<>();
    volatile boolean deafToCancels;
    volatile @Nullable VenueException startRefusal;
    private long frames;

    ObedientVenue() {
        answerAll();
    }

    @Override
    public void start(SessionStarted session, Inbox to) throws VenueException {
        VenueException refusal = startRefusal;
        if (refusal != null) {
            throw refusal;
        }
        super.start(session, to);
        connect(to);
        book(to, ResetReason.SNAPSHOT, 5_000_000);
    }

    static void connect(Inbox to) {
        for (Channel channel : Channel.values()) {
            ConnectionChanged event = new ConnectionChanged();
            event.channel = channel;
            event.up = true;
            to.offer(event);
        }
    }

    /** A frame whose best bid is this; the ask is 20 ticks above. */
    void book(Inbox to, ResetReason reset, long bidTicks) {
        BookUpdate update = new BookUpdate();
        update.market = 0;
        update.reset = reset;
        update.exchangeTimeNanos = 1_000_000_000L * ++frames;
        update.levels.add(Side.BUY, bidTicks, 100_000);
        update.levels.add(Side.SELL, bidTicks + 20, 100_000);
        to.offer(update);
    }

    @Override
    public void execute(Message command) {
        super.execute(command);
        Inbox to = inbox;
        if (to != null) {
            answer(command, to);
        }
    }

    private void answer(Message command, Inbox to) {
        if (command instanceof PlaceOrder place) {
            open.add(place.orderId);
            OrderAccepted accepted = new OrderAccepted();
            accepted.market = command.market;
            accepted.orderId = place.orderId;
            to.offer(accepted);
        } else if (command instanceof CancelOrder cancel && !deafToCancels) {
            cancel(cancel.orderId, to);
        } else if (command.kind() == MessageKind.CANCEL_ALL && !deafToCancels) {
            open.forEach(each -> cancel(each, to));
        } else if (command.kind() == MessageKind.QUERY_OPEN_ORDERS) {
            OpenOrders orders = new OpenOrders();
            orders.market = command.market;
            orders.requestTimeNanos = command.timeNanos;
            to.offer(orders);
        } else if (command instanceof QueryTrades query) {
            TradesReport report = new TradesReport();
            report.market = command.market;
            report.fromTradeId = query.fromTradeId;
            report.lastTradeId = query.fromTradeId == QueryTrades.NEWEST_ID ? 0 : query.fromTradeId - 1;
            to.offer(report);
        } else if (command.kind() == MessageKind.QUERY_BALANCES) {
            for (int asset = 0; asset < 2; asset++) {
                Balance balance = new Balance();
                balance.asset = asset;
                balance.freeQuanta = 100_000_000_000_000L;
                balance.source = Source.QUERY;
                to.offer(balance);
            }
        }
    }

    private void cancel(long orderId, Inbox to) {
        open.remove(orderId);
        OrderCanceled canceled = new OrderCanceled();
        canceled.market = 0;
        canceled.orderId = orderId;
        canceled.filledLots = 0;
        to.offer(canceled);
    }
}

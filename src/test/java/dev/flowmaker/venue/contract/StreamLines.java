package dev.flowmaker.venue.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.exchange.door.PlannedFault;
import dev.flowmaker.exchange.door.PlannedFault.Kind;
import java.util.List;

/** Streams that are dead while their socket says it is open. */
final class StreamLines {
    private StreamLines() {}

    static void deadUser(Trial trial) throws Exception {
        Client client = trial.impatient();
        PlaceOrder place = client.placed(Side.BUY, trial.bidTicks(), trial.lots() * 2);
        trial.bench().carolTakes(Side.SELL, trial.bidTicks(), trial.lots());
        Client.await("the first fill", () -> client.fills(place.orderId).size() == 1);
        long told = client.fills(place.orderId).iterator().next().tradeId;
        int before = client.inbox.size();

        trial.bench().plan(Kind.HALF_OPEN, trial.rig().ownMessage(), 1);
        trial.bench().carolTakes(Side.SELL, trial.bidTicks(), trial.lots());

        ConnectionChanged down = client.inbox.awaitChannel(before, Channel.USER, false);
        client.inbox.awaitChannel(client.inbox.all().indexOf(down), Channel.USER, true);
        assertEquals(1, client.fills(place.orderId).size());
        OrderLines.queriedFills(client, told);
        OrderLines.checkFills(trial, client, client.fills(place.orderId), 2);
    }

    static void muteUser(Trial trial) throws Exception {
        Client client = trial.impatient();
        PlaceOrder place = client.order(Side.BUY, trial.bidTicks(), trial.lots());
        trial.bench().plan(Kind.MESSAGE_LOST, trial.rig().ownMessage(), PlannedFault.ALWAYS);
        client.execute(place);
        trial.bench().carolTakes(Side.SELL, trial.bidTicks(), trial.lots());

        assertEquals(OrderStatus.FILLED, client.report(place.orderId).status);

        List<Fill> fills = List.copyOf(client.fills(place.orderId));
        OrderLines.checkFills(trial, client, fills, 1);
        assertEquals(Source.QUERY, fills.get(0).source);
    }

    static void deadMarket(Trial trial) throws Exception {
        replaced(trial, Kind.HALF_OPEN, 1);
    }

    static void muteMarket(Trial trial) throws Exception {
        replaced(trial, Kind.MESSAGE_LOST, PlannedFault.ALWAYS);
    }

    private static void replaced(Trial trial, Kind kind, int times) throws Exception {
        Client client = trial.impatient();
        // A market in which nothing happens is one whose line may be replaced too: from here on something does.
        int books = client.books();
        MarketDataLines.stirUntil(trial, "books", () -> client.books() > books);
        client.awaitUp();
        int before = client.inbox.size();

        trial.bench().plan(kind, trial.rig().bookMessage(), times);

        MarketDataLines.stirUntil(trial, "the end of the line", () -> isDown(client, before));
        client.forgetPastBooks();
        trial.bench().server().dropPlan();
        ConnectionChanged down = client.inbox.awaitChannel(before, Channel.MARKET_DATA, false);
        int lost = client.inbox.all().indexOf(down);
        MarketDataLines.stirUntil(
                trial,
                "a book",
                () -> client.inbox.all().stream().skip(lost).anyMatch(event -> event instanceof BookUpdate));
        BookUpdate first = client.inbox.awaitAfter(lost, BookUpdate.class, update -> true);
        assertNotEquals(ResetReason.NONE, first.reset);
        client.awaitCurrentBook();
    }

    private static boolean isDown(Client client, int since) {
        return client.inbox.all().stream()
                .skip(since)
                .anyMatch(event -> event instanceof ConnectionChanged change
                        && change.channel == Channel.MARKET_DATA
                        && !change.up);
    }
}

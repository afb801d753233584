package dev.flowmaker.venue.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.RefreshDeadMansSwitch;
import dev.flowmaker.core.event.OrderCanceled;
import java.time.Duration;

/** The venue's own dead man's switch. */
final class SwitchLines {
    /** Some venues count whole seconds. */
    private static final Duration COUNTDOWN = Duration.ofSeconds(1);

    private SwitchLines() {}

    private static void refresh(Client client, Duration countdown) {
        RefreshDeadMansSwitch refresh = new RefreshDeadMansSwitch();
        refresh.market = 0;
        refresh.countdownNanos = countdown.toNanos();
        client.execute(refresh);
    }

    private static void pass(Duration time) {
        long start = System.nanoTime();
        Client.await("time", () -> System.nanoTime() - start > time.toNanos());
    }

    static void fires(Trial trial) throws Exception {
        Client client = trial.client();
        PlaceOrder bid = client.placed(Side.BUY, trial.bidTicks(), trial.lots());
        PlaceOrder ask = client.placed(Side.SELL, trial.askTicks(), trial.lots());
        refresh(client, COUNTDOWN);
        pass(COUNTDOWN.multipliedBy(7).dividedBy(10));
        long refreshed = System.nanoTime();
        refresh(client, COUNTDOWN);
        pass(COUNTDOWN.dividedBy(2));
        assertEquals(2, trial.bench().openOrders(Bench.ALICE).size(), "it fired although it was refreshed");

        for (PlaceOrder place : new PlaceOrder[] {bid, ask}) {
            client.inbox.await(OrderCanceled.class, event -> event.orderId == place.orderId);
        }

        assertEquals(0, trial.bench().openOrders(Bench.ALICE).size());
        assertTrue(System.nanoTime() - refreshed >= COUNTDOWN.toNanos() * 9 / 10, "it fired too early");
    }

    static void calledOff(Trial trial) throws Exception {
        Client client = trial.client();
        client.placed(Side.BUY, trial.bidTicks(), trial.lots());
        refresh(client, COUNTDOWN);
        refresh(client, Duration.ZERO);
        pass(COUNTDOWN.multipliedBy(13).dividedBy(10));
        assertEquals(1, trial.bench().openOrders(Bench.ALICE).size());
    }
}

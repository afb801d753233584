package dev.flowmaker.venue.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.exchange.door.PlannedFault;
import dev.flowmaker.exchange.door.PlannedFault.Kind;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Metadata, books and trades. */
final class MarketDataLines {
    private static final int FRAMES = 12;

    private MarketDataLines() {}

    static void metadata(Trial trial) throws Exception {
        var description = trial.client().description;
        assertEquals(1, description.instruments().size());
        assertEquals(
                trial.rig().described(trial.bench().market()),
                description.instruments().get(0));
        long offMillis = TimeUnit.NANOSECONDS.toMillis(description.clockOffsetNanos());
        assertTrue(Math.abs(offMillis) < 500, () -> "the venue's clock is off by " + offMillis + " ms");
    }

    static void book(Trial trial) throws Exception {
        Client client = trial.client();
        int before = client.books();
        stirUntil(trial, "books", () -> client.books() >= before + FRAMES);
        client.awaitCurrentBook();
    }

    static void stirUntil(Trial trial, String what, BooleanSupplier done) {
        int[] calls = {0};
        Client.await(what, () -> {
            // Several changes a frame, and several frames a second.
            if (calls[0]++ % 5 == 0) {
                trial.bench().stir();
            }
            return done.getAsBoolean();
        });
    }

    static void gap(Trial trial) throws Exception {
        Client client = trial.client();
        client.awaitCurrentBook();
        int before = client.inbox.size();

        trial.bench().plan(Kind.MESSAGE_LOST, trial.rig().bookMessage(), 1);

        stirUntil(
                trial,
                "a new beginning of the book",
                () -> client.inbox.all().stream()
                        .skip(before)
                        .anyMatch(event -> event instanceof BookUpdate update && update.reset != ResetReason.NONE));
        client.awaitCurrentBook();
    }

    static void reconnect(Trial trial) throws Exception {
        Client client = trial.client();
        Bench bench = trial.bench();
        client.awaitCurrentBook();
        int before = client.inbox.size();

        // The book becomes another, of which no word gets through before the lines are cut.
        bench.plan(Kind.MESSAGE_LOST, "", PlannedFault.ALWAYS);
        bench.clear();
        bench.layOut(trial.rig().midTicks() + 100);
        bench.server().dropPlan();
        bench.server().hangUp();
        client.forgetPastBooks();

        ConnectionChanged down = client.inbox.awaitChannel(before, Channel.MARKET_DATA, false);
        if (trial.rig().standIns().get(Line.DEAD_USER_STREAM) == null) {
            client.inbox.awaitChannel(before, Channel.USER, false);
        }
        client.awaitUp();
        int lost = client.inbox.all().indexOf(down);
        client.awaitCurrentBook();
        BookUpdate first = client.inbox.awaitAfter(lost, BookUpdate.class, update -> true);
        assertNotEquals(ResetReason.NONE, first.reset);
    }

    static void trades(Trial trial) throws Exception {
        Client client = trial.client();
        for (Side side : Side.values()) {
            long reach = Bench.HALF_SPREAD + 3;
            trial.bench().carolTakes(side, trial.rig().midTicks() + side.sign() * reach, trial.lots() * 2);
        }
        List<Truth.Trade> all = trial.bench().truth.trades();
        List<Truth.Trade> wanted = all.subList(all.size() - 4, all.size());
        assertEquals(
                2, wanted.stream().filter(each -> each.aggressor() == Side.BUY).count());
        Client.await("the exchange's last trades " + wanted, () -> {
            List<Truth.Trade> told = client.inbox.all(Trade.class).stream()
                    .map(each -> new Truth.Trade(each.aggressor, each.priceTicks, each.lots))
                    .toList();
            return told.size() >= 4
                    && told.subList(told.size() - 4, told.size()).equals(wanted);
        });
    }
}

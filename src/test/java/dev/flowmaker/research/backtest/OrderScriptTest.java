package dev.flowmaker.research.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.Reject;
import dev.flowmaker.exchange.capture.RandomCapture;
import dev.flowmaker.exchange.latency.Latency;
import dev.flowmaker.research.backtest.OrderScript.Event;
import dev.flowmaker.research.backtest.OrderScript.What;
import dev.flowmaker.research.tape.Tapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given orders on a tape. */
class OrderScriptTest {
    private static final long MILLI = 1_000_000;

    @TempDir
    private Path folder;

    private Path tape() {
        Path tape = folder.resolve("tape");
        Tapes.make(
                "binance",
                tape,
                false,
                "5",
                RandomCapture.write(folder, 31, 1_500).toArray(Path[]::new));
        return tape;
    }

    private static OrderScript.Options options(Path tape, FillModel model, boolean touches) {
        return new OrderScript.Options(
                List.of(tape), model, touches, new Latency.Constant(2 * MILLI), new Latency.Constant(3 * MILLI), 1);
    }

    /** A bid and an ask every 50 ms around the start price, each for a second. */
    private static List<ScriptedOrder> ladder(long startNanos, int count) {
        List<ScriptedOrder> orders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long sent = startNanos + 50L * i * MILLI;
            Side side = i % 2 == 0 ? Side.BUY : Side.SELL;
            orders.add(new ScriptedOrder(
                    1L + i,
                    sent,
                    side,
                    6_000_000L - 1L * side.sign() * (i % 7 - 1),
                    1L + i % 5 * 20_000L,
                    sent + 1_000 * MILLI));
        }
        return orders;
    }

    @Test
    void shouldTellWhatBecameOfEveryOrderWhenAndForWhom() {
        Path tape = tape();
        Instrument instrument = OrderScript.instrument(tape, null);
        List<ScriptedOrder> orders = ladder(start(tape), 300);
        for (FillModel model : List.of(FillModel.RISK_AVERSE, FillModel.of(FillModel.Kind.LOG))) {
            List<Event> events = OrderScript.run(options(tape, model, true), instrument, orders);
            int filled = 0;
            int refused = 0;
            for (ScriptedOrder order : orders) {
                List<Event> own = events.stream()
                        .filter(event -> event.id() == order.id())
                        .toList();
                assertEquals(order.sentNanos() + 2 * MILLI, own.get(0).exchangeNanos());
                long left = order.lots();
                for (Event event : own) {
                    assertEquals(event.exchangeNanos() + 3 * MILLI, event.heardNanos());
                    assertTrue(event.exchangeNanos() <= order.cancelNanos() + 2 * MILLI);
                    left -= event.what() == What.FILLED ? event.lots() : 0;
                }
                Event last = own.get(own.size() - 1);
                if (last.what() == What.REJECTED) {
                    assertEquals(Reject.WOULD_TAKE, last.reject());
                    refused++;
                } else if (last.what() == What.CANCELED) {
                    assertEquals(left, last.lots());
                    assertEquals(order.cancelNanos() + 2 * MILLI, last.exchangeNanos());
                } else {
                    assertEquals(What.FILLED, last.what());
                    assertEquals(0, left);
                    filled++;
                }
            }
            assertTrue(filled > 20 && refused > 5, model.text() + " filled " + filled + ", refused " + refused);
        }
    }

    private static long start(Path tape) {
        try (var records = dev.flowmaker.journal.JournalReader.open(tape)) {
            return records.next() == null ? 0 : records.timeNanos() + 100 * MILLI;
        }
    }

    @Test
    void shouldLeaveBestPricesBetweenFramesOutOnRequest() {
        Path tape = tape();
        Instrument instrument = OrderScript.instrument(tape, null);
        List<ScriptedOrder> orders = ladder(start(tape), 300);
        List<Event> with = OrderScript.run(options(tape, FillModel.RISK_AVERSE, true), instrument, orders);
        assertEquals(with, OrderScript.run(options(tape, FillModel.RISK_AVERSE, true), instrument, orders), "again");
        assertTrue(!with.equals(OrderScript.run(options(tape, FillModel.RISK_AVERSE, false), instrument, orders)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,when | :1: the first line",
                "H;1,2,buy,60000.01,1 | :2: has 5 fields",
                "H;1,2,bid,60000.01,1,0 | :2: 'bid' is neither",
                "H;1,2,buy,60000.001,1,0 | :2: '60000.001' is not a multiple of 0.01",
                "H;1,2,buy,60000.01,0,0 | :2: '0' is not a multiple",
                "H;1,2,buy,60000.01,1,1 | :2: is canceled before",
                "H;1,-2,buy,60000.01,1,1 | :2: '-2' is not a whole",
                "H;1,2,buy,60000.01,1,0;1,3,sell,60000.01,1,0 | :3: id 1 is there twice",
            })
    void shouldSayInWhichLineAScriptIsWrong(String text, String words) throws IOException {
        Path file = folder.resolve("orders.csv");
        Files.writeString(file, text.strip().replace("H", ScriptedOrder.HEADER).replace(';', '\n'));
        Instrument instrument = dev.flowmaker.exchange.Fixtures.bitcoin();
        String problem =
                String.valueOf(assertThrows(BacktestException.class, () -> ScriptedOrder.read(file, instrument))
                        .getMessage());
        assertTrue(problem.contains("orders.csv" + words), problem);
    }
}

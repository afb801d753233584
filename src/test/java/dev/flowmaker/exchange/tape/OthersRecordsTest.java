package dev.flowmaker.exchange.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.journal.Records;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OthersRecordsTest {
    private static final long START = 1_700_000_000_000_000_000L;
    private static final long MILLI = 1_000_000;
    private static final long ORDER = 7;

    private final MemoryJournal journal = new MemoryJournal();
    private long uncertain;

    @BeforeEach
    void begin() {
        begin("live");
    }

    private void begin(String mode) {
        SessionStarted started = new SessionStarted();
        started.name = "test";
        started.mode = mode;
        EngineSettingsFactory.describe(started, Fixtures.ASSETS, List.of(Fixtures.bitcoin()));
        started.timeNanos = START;
        journal.append(started);
    }

    private void append(Message message, long millis) {
        message.market = 0;
        message.timeNanos = START + millis * MILLI;
        journal.append(message);
    }

    /** Arrives 5 ms after it was at the venue. */
    private void frame(long millis, boolean whole, long... ticksAndLots) {
        BookUpdate update = new BookUpdate();
        update.exchangeTimeNanos = START + millis * MILLI;
        update.receiveTimeNanos = update.exchangeTimeNanos + 5 * MILLI;
        update.updateId = millis + 1;
        update.reset = whole ? ResetReason.SNAPSHOT : ResetReason.NONE;
        for (int i = 0; i < ticksAndLots.length; i += 2) {
            update.levels.add(Side.BUY, ticksAndLots[i], ticksAndLots[i + 1]);
        }
        append(update, millis + 5);
    }

    private void place(long millis, long lots) {
        PlaceOrder order = new PlaceOrder();
        order.orderId = ORDER;
        order.side = Side.BUY;
        order.priceTicks = 100;
        order.lots = lots;
        append(order, millis);
    }

    private void accepted(long millis, long venueMillis) {
        OrderAccepted event = new OrderAccepted();
        event.orderId = ORDER;
        event.exchangeTimeNanos = START + venueMillis * MILLI;
        append(event, millis);
    }

    private void canceled(long millis, long venueMillis) {
        OrderCanceled event = new OrderCanceled();
        event.orderId = ORDER;
        event.exchangeTimeNanos = START + venueMillis * MILLI;
        append(event, millis);
    }

    private void trade(long millis, long id, Side aggressor, long lots) {
        Trade trade = new Trade();
        trade.exchangeTimeNanos = START + millis * MILLI;
        trade.tradeId = id;
        trade.priceTicks = 100;
        trade.lots = lots;
        trade.aggressor = aggressor;
        append(trade, millis + 5);
    }

    private void fill(long millis, long venueMillis, long id, Side side, long lots, Liquidity liquidity) {
        Fill fill = new Fill();
        fill.orderId = ORDER;
        fill.exchangeTimeNanos = START + venueMillis * MILLI;
        fill.tradeId = id;
        fill.side = side;
        fill.priceTicks = 100;
        fill.lots = lots;
        fill.liquidity = liquidity;
        append(fill, millis);
    }

    /** Of a recording nothing is read ahead to look for orders that cannot be there. */
    @Test
    void shouldPassARecordingOnAsItComes() {
        begin("record");
        frame(0, true, 100, 9);
        trade(3, 1, Side.SELL, 4);
        frame(20_000, false, 100, 5);
        try (Records records = journal.read()) {
            OthersRecords others = new OthersRecords(records);
            List<MessageKind> kinds = new ArrayList<>();
            while (others.advance()) {
                kinds.add(others.kind());
                assertTrue(records.sequence() == kinds.size() || kinds.size() == 1, "read ahead at " + kinds);
            }
            assertEquals(
                    List.of(
                            MessageKind.SESSION_STARTED,
                            MessageKind.SESSION_STARTED,
                            MessageKind.BOOK_UPDATE,
                            MessageKind.TRADE,
                            MessageKind.BOOK_UPDATE),
                    kinds);
        }
    }

    private List<String> others() {
        List<String> told = new ArrayList<>();
        try (Records records = journal.read()) {
            OthersRecords others = new OthersRecords(records);
            while (others.advance()) {
                Message message = others.message();
                if (message instanceof BookUpdate update) {
                    StringBuilder text = new StringBuilder("book");
                    for (int i = 0; i < update.levels.count(); i++) {
                        text.append(' ')
                                .append(update.levels.priceTicks(i))
                                .append('x')
                                .append(update.levels.lots(i));
                    }
                    told.add(text.toString());
                } else if (message instanceof Trade trade) {
                    told.add("trade " + trade.priceTicks + "x" + trade.lots);
                }
            }
            uncertain = others.takeUncertain();
        }
        return told;
    }

    @Test
    void shouldTakeOurOrderOutOfEachFrameThatShowsIt() {
        frame(0, true, 100, 10, 99, 20);
        place(50, 5);
        frame(100, false, 100, 15);
        frame(200, false, 100, 14, 99, 21);
        accepted(210, 60);
        CancelOrder cancel = new CancelOrder();
        cancel.orderId = ORDER;
        append(cancel, 250);
        frame(300, false, 100, 9);
        canceled(400, 260);
        assertEquals(List.of("book 100x10 99x20", "book", "book 99x21 100x9", "book"), others());
        assertEquals(0, uncertain);
    }

    @Test
    void shouldSeeThatOthersCameAndWentWhereTheLevelShowsNoChange() {
        frame(0, true, 100, 10, 99, 20);
        place(50, 5);
        accepted(70, 60);
        // Five of ours came, five of others went.
        frame(100, false, 99, 21);
        assertEquals(List.of("book 100x10 99x20", "book 99x21 100x5"), others());
        assertEquals(0, uncertain);
    }

    @Test
    void shouldLeaveALevelAsItWasAndCountItWhereTheOrderOfTwoEventsIsNotKnown() {
        frame(0, true, 100, 10);
        place(50, 5);
        accepted(120, 100);
        frame(100, false, 100, 15);
        frame(200, false, 100, 14);
        assertEquals(List.of("book 100x10", "book", "book 100x9"), others());
        assertEquals(1, uncertain);
    }

    @Test
    void shouldTakeNothingOutForAnOrderThatNeverLived() {
        frame(0, true, 100, 10);
        place(50, 5);
        frame(100, false, 100, 15);
        OrderRejected rejected = new OrderRejected();
        rejected.orderId = ORDER;
        append(rejected, 500);
        assertEquals(List.of("book 100x10", "book 100x15"), others());
        assertEquals(0, uncertain);
    }

    @Test
    void shouldNotBelieveThatAnOrderIsNotThereOfWhichItIsToldLater() {
        frame(0, true, 100, 10);
        place(50, 5);
        OrderReport report = new OrderReport();
        report.orderId = ORDER;
        append(report, 70);
        frame(100, false, 100, 15);
        accepted(130, 60);
        frame(200, false, 100, 16);
        assertEquals(List.of("book 100x10", "book", "book 100x11"), others());
        assertEquals(0, uncertain);
    }

    @Test
    void shouldCountWhatNobodyEverAnswered() {
        frame(0, true, 100, 10);
        place(50, 5);
        frame(100, false, 100, 13);
        frame(200, false, 100, 17);
        assertEquals(List.of("book 100x10", "book", "book 100x12"), others());
        assertEquals(2, uncertain);
    }

    @Test
    void shouldLeaveOutWhatWeTookAndKeepWhatOthersTookFromUs() {
        frame(0, true, 100, 10);
        place(50, 5);
        accepted(70, 60);
        trade(80, 1, Side.SELL, 2);
        trade(90, 2, Side.BUY, 3);
        trade(95, 3, Side.SELL, 1);
        fill(120, 80, 1, Side.BUY, 2, Liquidity.MAKER);
        // Told twice, once by a query.
        fill(125, 80, 1, Side.BUY, 2, Liquidity.MAKER);
        fill(130, 90, 2, Side.BUY, 3, Liquidity.TAKER);
        frame(200, false, 100, 10);
        assertEquals(List.of("book 100x10", "trade 100x2", "trade 100x1", "book"), others());
    }

    @Test
    void shouldGiveARecordedTradeBackAsItWas() {
        frame(0, true, 100, 10);
        for (long[] part : new long[][] {{4, 9, 99}, {5, 0, 0}, {7, 0, 0}}) {
            Trade trade = new Trade();
            trade.tradeId = part[0];
            trade.priceTicks = 100;
            trade.lots = part[0];
            trade.recordedLots = part[1];
            trade.recordedTicks = part[2];
            append(trade, 50);
        }
        assertEquals(List.of("book 100x10", "trade 99x9"), others());
    }

    @Test
    void shouldKnowOrdersOfTheSessionBefore() {
        frame(0, true, 100, 10);
        place(50, 5);
        accepted(70, 60);
        begin("live");
        frame(1_000, true, 100, 17);
        canceled(1_200, 1_100);
        frame(1_300, false, 100, 12);
        assertEquals(List.of("book 100x10", "book 100x12", "book"), others());
        assertEquals(0, uncertain);
    }

    @Test
    void shouldPassATapeAsItIs() {
        begin("tape");
        frame(0, true, 100, 10);
        place(50, 5);
        accepted(70, 60);
        frame(100, false, 100, 15);
        assertEquals(List.of("book 100x10", "book 100x15"), others());
    }
}

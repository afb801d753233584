package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.config.OutboxSettings;
import dev.flowmaker.config.Rate;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.event.NotSentReason;
import dev.flowmaker.core.event.RequestNotSent;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.replay.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutboxTest {
    private static final Rate PLENTY = new Rate(1000, 1_000_000L);
    private static final Rate ONE = new Rate(1, 3_600_000_000_000L);
    private static final long HOUR = 3_600_000_000_000L;

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
    private final List<Outbox> opened = new ArrayList<>();

    @AfterEach
    void close() {
        gateway.answerAll();
        opened.forEach(Outbox::close);
    }

    private Outbox outbox(Rate orders, Rate weight, long cancelSharePpm, long maxWaitNanos) {
        OutboxSettings settings = new OutboxSettings(3, 4, 8, 2, maxWaitNanos, orders, weight, cancelSharePpm);
        Outbox outbox = new Outbox(settings, 1_000_000_000L, gateway, inbox::add, System::nanoTime);
        opened.add(outbox);
        outbox.start();
        return outbox;
    }

    @Test
    void shouldSendACopyOfEveryCommand() throws InterruptedException {
        Outbox outbox = outbox(PLENTY, PLENTY, 0, HOUR);
        PlaceOrder place = place(1);
        place.priceTicks = 55;
        place.market = 3;
        assertNull(outbox.send(place));
        place.priceTicks = 66;
        PlaceOrder sent = (PlaceOrder) gateway.next();
        assertEquals(55, sent.priceTicks);
        assertEquals(3, sent.market);
        gateway.answerAll();
        assertNull(outbox.send(query(1)));
        assertEquals(MessageKind.QUERY_ORDER, gateway.next().kind());
    }

    @Test
    void shouldCountWhatAnEarlierSessionSent() throws InterruptedException {
        OutboxSettings settings = new OutboxSettings(3, 4, 8, 2, HOUR, new Rate(3, HOUR), PLENTY, 0);
        Outbox outbox = new Outbox(settings, 1_000_000_000L, gateway, inbox::add, System::nanoTime);
        opened.add(outbox);
        long now = 5 * HOUR;
        outbox.recall(
                List.of(
                        new Recovery.Sent(MessageKind.PLACE_ORDER, now - HOUR - 1, 0, 0),
                        new Recovery.Sent(MessageKind.PLACE_ORDER, now - HOUR / 2, 0, 0),
                        new Recovery.Sent(MessageKind.QUERY_ORDER, now - 2, 0, 0),
                        new Recovery.Sent(MessageKind.PLACE_ORDER, now - 1, 0, 0)),
                now);
        outbox.start();
        gateway.answerAll();
        outbox.send(place(1));
        outbox.send(place(2));
        assertEquals("PLACE_ORDER 1", gateway.nextText());
        outbox.send(query(1));
        assertEquals(MessageKind.QUERY_ORDER, gateway.next().kind(), "the second one waits: three in an hour");
        assertEquals(1, outbox.waiting());
    }

    @Test
    void shouldNotLetACancelOvertakeItsOwnPlace() throws InterruptedException {
        Outbox outbox = outbox(PLENTY, PLENTY, 0, HOUR);
        outbox.send(place(1));
        outbox.send(cancel(1));
        outbox.send(cancel(2));
        assertEquals(Set.of("PLACE_ORDER 1", "CANCEL_ORDER 2"), nextTexts(2));
        assertEquals(1, outbox.waiting(), "its own cancel waits for the answer");
        gateway.answer(1);
        assertEquals("CANCEL_ORDER 1", gateway.nextText());
    }

    @Test
    void shouldNotLetCancelAllOvertakeEarlierPlacesOfItsMarket() throws InterruptedException {
        Outbox outbox = outbox(PLENTY, PLENTY, 0, HOUR);
        outbox.send(place(1));
        assertEquals("PLACE_ORDER 1", gateway.nextText());
        CancelAll elsewhere = new CancelAll();
        elsewhere.market = 1;
        CancelAll here = new CancelAll();
        here.market = 0;
        outbox.send(here);
        outbox.send(elsewhere);
        assertEquals(1, gateway.next().market);
        assertEquals(1, outbox.waiting());
        gateway.answer(1);
        assertEquals(0, gateway.next().market);
    }

    @Test
    void shouldServeCancelsWhilePlacementsWaitForTheRateLimit() throws InterruptedException {
        Outbox outbox = outbox(ONE, new Rate(10, HOUR), 500_000, HOUR);
        gateway.answerAll();
        for (int i = 1; i <= 4; i++) {
            outbox.send(place(i));
        }
        assertEquals("PLACE_ORDER 1", gateway.nextText());
        for (int i = 1; i <= 9; i++) {
            assertNull(outbox.send(cancel(i == 1 ? 1 : 100 + i)), "cancel " + i);
            assertTrue(gateway.nextText().startsWith("CANCEL_ORDER"));
        }
        assertEquals(3, outbox.waiting(), "the other placements still wait");
    }

    @Test
    void shouldKeepAShareOfTheWeightForCancels() throws InterruptedException {
        Outbox outbox = outbox(PLENTY, new Rate(10, HOUR), 300_000, HOUR);
        gateway.answerAll();
        for (int i = 1; i <= 8; i++) {
            while (outbox.send(place(i)) != null) {
                Thread.onSpinWait();
            }
            if (i <= 7) {
                assertEquals("PLACE_ORDER " + i, gateway.nextText());
            }
        }
        for (int i = 1; i <= 3; i++) {
            outbox.send(cancel(i));
            assertEquals("CANCEL_ORDER " + i, gateway.nextText());
        }
        assertEquals(1, outbox.waiting(), "the eighth placement found nothing left");
    }

    @Test
    void shouldHaveAThreadForCancelsWhenAllOthersAreHeldUp() throws InterruptedException {
        Outbox outbox = outbox(PLENTY, PLENTY, 0, HOUR);
        outbox.send(place(1));
        outbox.send(place(2));
        outbox.send(place(3));
        assertEquals(Set.of("PLACE_ORDER 1", "PLACE_ORDER 2"), nextTexts(2));
        outbox.send(cancel(9));
        assertEquals("CANCEL_ORDER 9", gateway.nextText());
    }

    @Test
    void shouldReportWhatDoesNotFit() {
        Outbox outbox = outbox(ONE, ONE, 0, HOUR);
        assertNull(outbox.send(query(1)));
        int sent = 0;
        NotSentReason reason = null;
        while (reason == null) {
            reason = outbox.send(place(++sent));
        }
        assertEquals(NotSentReason.OUTBOX_FULL, reason);
        assertTrue(sent > 4, "four fit: " + sent);
        assertNotNull(reason);
    }

    @Test
    void shouldNotSendAPlacementWhosePriceIsOldNorItsCancel() throws InterruptedException {
        Outbox outbox = outbox(ONE, PLENTY, 0, 20_000_000L);
        gateway.answerAll();
        outbox.send(place(1));
        assertEquals("PLACE_ORDER 1", gateway.nextText());
        outbox.send(place(2));
        outbox.send(cancel(2));
        RequestNotSent first = (RequestNotSent) next();
        RequestNotSent second = (RequestNotSent) next();
        assertEquals(RequestType.PLACE, first.request);
        assertEquals(RequestType.CANCEL, second.request);
        assertEquals(2, first.orderId);
        assertEquals(2, second.orderId);
        assertEquals(0, outbox.waiting());
        assertTrue(gateway.isIdle());
    }

    @Test
    void shouldDropPlacementsOnHaltAndSayWhich() throws InterruptedException {
        Outbox outbox = outbox(ONE, PLENTY, 0, HOUR);
        gateway.answerAll();
        outbox.send(place(1));
        assertEquals("PLACE_ORDER 1", gateway.nextText());
        outbox.send(place(2));
        outbox.send(place(3));
        outbox.send(cancel(3));
        Set<String> dropped = new TreeSet<>();
        for (RequestNotSent each : outbox.halt(NotSentReason.HALTED)) {
            assertEquals(NotSentReason.HALTED, each.reason);
            dropped.add(each.request + " " + each.orderId);
        }
        assertEquals(Set.of("PLACE 2", "PLACE 3", "CANCEL 3"), dropped);
        assertEquals(NotSentReason.HALTED, outbox.send(place(4)));
        assertNull(outbox.send(cancel(1)));
        assertEquals("CANCEL_ORDER 1", gateway.nextText());
        outbox.resume();
        assertNull(outbox.send(place(5)));
    }

    @Test
    void shouldHoldPlacementsButNotCancelsWhenTheVenueSaysSlower() throws InterruptedException {
        Outbox outbox = outbox(PLENTY, PLENTY, 0, HOUR);
        gateway.answerAll();
        outbox.hold(HOUR, false);
        outbox.send(place(1));
        outbox.send(query(1));
        outbox.send(cancel(7));
        assertEquals("CANCEL_ORDER 7", gateway.nextText());
        outbox.hold(HOUR, true);
        outbox.send(cancel(8));
        assertEquals(3, outbox.waiting());
        assertEquals(3, outbox.stop().size(), "and what is left at the end is reported");
        assertEquals(NotSentReason.STOPPING, outbox.send(cancel(9)));
    }

    @Test
    void shouldCallTheOutcomeUnknownWhenTheGatewayFails() throws InterruptedException {
        gateway.failOn(4);
        Outbox outbox = outbox(PLENTY, PLENTY, 0, HOUR);
        outbox.send(place(4));
        RequestUnknown event = (RequestUnknown) next();
        assertEquals(RequestType.PLACE, event.request);
        assertEquals(4, event.orderId);
        assertEquals("PLACE_ORDER 4", gateway.nextText());
        outbox.send(cancel(4));
        assertEquals("CANCEL_ORDER 4", gateway.nextText());
    }

    private Set<String> nextTexts(int count) throws InterruptedException {
        Set<String> texts = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            texts.add(gateway.nextText());
        }
        return texts;
    }

    private Message next() throws InterruptedException {
        Message event = inbox.poll(20, TimeUnit.SECONDS);
        assertNotNull(event);
        return event;
    }

    private static PlaceOrder place(long orderId) {
        PlaceOrder place = new PlaceOrder();
        place.orderId = orderId;
        place.market = 0;
        return place;
    }

    private static CancelOrder cancel(long orderId) {
        CancelOrder cancel = new CancelOrder();
        cancel.orderId = orderId;
        cancel.market = 0;
        return cancel;
    }

    private static QueryOrder query(long orderId) {
        QueryOrder query = new QueryOrder();
        query.orderId = orderId;
        query.market = 0;
        return query;
    }
}

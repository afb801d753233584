package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.flowmaker.ContactedHosts;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.Source;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** XChange has production's addresses built in; given local ones, it talks to no other. */
@ResourceLock(ContactedHosts.LOCK)
class BinanceLoopbackTest {
    @Test
    void shouldTalkToLoopbackOnly() throws Exception {
        RecordingInbox inbox = new RecordingInbox();
        try (ContactedHosts hosts = new ContactedHosts();
                LocalBinance venue = new LocalBinance(7);
                BinanceGateway gateway = new BinanceGateway(venue.settings(), TestSettings::utcNanos)) {
            gateway.start(TestSettings.session(gateway.describe()), inbox);
            inbox.await(BookUpdate.class, update -> true);
            PlaceOrder place = new PlaceOrder();
            place.market = 0;
            place.orderId = 1;
            place.side = Side.BUY;
            place.priceTicks = 5_000_000;
            place.lots = 100;
            gateway.execute(place);
            inbox.await(OrderAccepted.class, event -> event.source == Source.STREAM);
            CancelAll cancel = new CancelAll();
            cancel.market = 0;
            gateway.execute(cancel);
            inbox.await(OrderCanceled.class, event -> event.source == Source.STREAM);

            assertEquals(Set.of("127.0.0.1"), hosts.stop());
        }
    }
}

package dev.flowmaker.exchange.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.door.ApiKey;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The server as its owner sees it. */
class BinanceServerTest {
    @Test
    void shouldSayWhichAddressCannotBeHad() throws Exception {
        try (TestVenue venue = TestVenue.quiet()) {
            ExchangeSettings exchange = venue.server.ask(it -> it.settings());
            BinanceServerSettings settings =
                    BinanceServerSettings.of(List.of()).withClockOffset(venue.clockOffsetNanos);
            int port = venue.server.port();
            IOException refused =
                    assertThrows(IOException.class, () -> BinanceServer.start("127.0.0.1", port, exchange, settings));
            assertTrue(
                    String.valueOf(refused.getMessage()).startsWith("cannot listen on 127.0.0.1:" + port),
                    refused::toString);
        }
    }

    @Test
    void shouldRefuseAnExchangeOfAnotherTimeAndKeysToNoAccount() throws Exception {
        try (TestVenue venue = TestVenue.quiet()) {
            ExchangeSettings exchange = venue.server.ask(it -> it.settings());
            BinanceServerSettings late =
                    BinanceServerSettings.of(List.of()).withClockOffset(venue.clockOffsetNanos + 120_000_000_000L);
            assertThrows(IllegalArgumentException.class, () -> BinanceServer.start("127.0.0.1", 0, exchange, late));
            BinanceServerSettings third =
                    BinanceServerSettings.of(List.of(ApiKey.random(2))).withClockOffset(venue.clockOffsetNanos);
            assertThrows(IllegalArgumentException.class, () -> BinanceServer.start("127.0.0.1", 0, exchange, third));
            BinanceServerSettings foreign = BinanceServerSettings.of(
                            List.of(new ApiKey(0, "no/key+of=theirs", "secret")))
                    .withClockOffset(venue.clockOffsetNanos);
            assertThrows(IllegalArgumentException.class, () -> BinanceServer.start("127.0.0.1", 0, exchange, foreign));
        }
    }

    @Test
    void shouldAnswerItsOwnerOnItsThread() throws Exception {
        try (TestVenue venue = TestVenue.quiet()) {
            venue.alice.limit("BUY", "1", "50000").ok();
            long best = venue.server.ask(it -> it.depth(0).priceTicks(Side.BUY, 0));
            assertEquals(5_000_000, best);
            assertThrows(IndexOutOfBoundsException.class, () -> venue.server.ask(it -> it.lastUpdateId(99)));
        }
    }

    @Test
    void shouldNotShowSecrets() {
        ApiKey key = ApiKey.random(0);
        assertFalse(BinanceServerSettings.of(List.of(key)).toString().contains(key.secret()));
        assertEquals(64, key.key().length());
        assertThrows(IllegalArgumentException.class, () -> new ApiKey(0, "with space", "secret"));
    }

    @Test
    void shouldCloseTwice() throws Exception {
        TestVenue venue = TestVenue.quiet();
        venue.close();
        venue.close();
    }
}

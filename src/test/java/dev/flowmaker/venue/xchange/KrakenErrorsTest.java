package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.venue.xchange.Failure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each error that Kraken documents and that matters to orders and queries. */
class KrakenErrorsTest {
    private static final Secrets SECRETS = new Secrets(() -> "theKeyItself", () -> "theSecretItself");

    private static Failure of(String error) {
        return KrakenErrors.of(new KrakenRefusal(error), SECRETS);
    }

    @ParameterizedTest
    @CsvSource({
        "EOrder:Insufficient funds, REFUSED, INSUFFICIENT_BALANCE",
        "EOrder:Insufficient margin, REFUSED, INSUFFICIENT_BALANCE",
        "EOrder:Margin allowance exceeded, REFUSED, INSUFFICIENT_BALANCE",
        "EOrder:Margin level too low, REFUSED, INSUFFICIENT_BALANCE",
        "EOrder:Post only order, REFUSED, POST_ONLY_WOULD_TAKE",
        "EOrder:Order minimum not met, REFUSED, FILTER",
        "EOrder:Cost minimum not met, REFUSED, FILTER",
        "EOrder:Tick size check failed, REFUSED, FILTER",
        "EOrder:Invalid price, REFUSED, FILTER",
        "EGeneral:Invalid arguments:volume minimum not met, REFUSED, FILTER",
        "EOrder:Orders limit exceeded, REFUSED, FILTER",
        "EOrder:Positions limit exceeded, REFUSED, FILTER",
        "EOrder:Unknown order, REFUSED, UNKNOWN_ORDER",
        "EOrder:Invalid order, REFUSED, UNKNOWN_ORDER",
        "EOrder:Trading agreement required, REFUSED, AUTH",
        "EOrder:Rate limit exceeded, RATE_LIMITED, RATE_LIMIT",
        "EOrder:Domain rate limit exceeded, RATE_LIMITED, RATE_LIMIT",
        "EAPI:Rate limit exceeded, RATE_LIMITED, RATE_LIMIT",
        "EAuth:Too many requests, RATE_LIMITED, RATE_LIMIT",
        "EService:Throttled: 1700000000, RATE_LIMITED, RATE_LIMIT",
        "EGeneral:Temporary lockout, BANNED, RATE_LIMIT",
        "EAPI:Invalid key, REFUSED, AUTH",
        "EAPI:Invalid signature, REFUSED, AUTH",
        "EAPI:Feature disabled, REFUSED, AUTH",
        "EAPI:Invalid nonce, REFUSED, OTHER",
        "EAuth:Account temporary disabled, REFUSED, AUTH",
        "EGeneral:Permission denied, REFUSED, AUTH",
        "ESession:Invalid session, REFUSED, AUTH",
        "EGeneral:Invalid arguments, REFUSED, OTHER",
        "EGeneral:Unknown method, REFUSED, OTHER",
        "EQuery:Unknown asset pair, REFUSED, OTHER",
        "EService:Market in cancel_only mode, REFUSED, MARKET_CLOSED",
        "EService:Market in post_only mode, REFUSED, MARKET_CLOSED",
        "EService:Unavailable, UNKNOWN, OTHER",
        "EService:Busy, UNKNOWN, OTHER",
        "EService:Timeout, UNKNOWN, OTHER",
        "EService:Deadline elapsed, UNKNOWN, OTHER",
        "EGeneral:Internal error, UNKNOWN, OTHER",
    })
    void shouldKnow(String error, Kind kind, RejectReason reason) {
        Failure failure = of(error);
        assertEquals(kind, failure.kind());
        assertEquals(reason, failure.reason());
        assertTrue(failure.text().contains(error.substring(0, 12)), failure.text());
        assertEquals(kind == Kind.RATE_LIMITED || kind == Kind.BANNED, failure.retryAfterNanos() > 0);
    }

    @Test
    void shouldTellWhatNeverLeftFromWhatMayHaveArrived() {
        assertEquals(
                Kind.NOT_SENT,
                KrakenErrors.of(new ConnectException("refused"), SECRETS).kind());
        assertEquals(
                Kind.UNKNOWN,
                KrakenErrors.of(new IOException("Read timed out"), SECRETS).kind());
        assertEquals(
                Kind.UNKNOWN,
                KrakenErrors.of(new IllegalArgumentException("no JSON"), SECRETS)
                        .kind());
    }

    @Test
    void shouldTakeTheResultOrSayWhatIsWrong() {
        assertTrue(KrakenRefusal.result(BinanceJson.parse("{\"error\":[],\"result\":{}}"))
                .isObject());
        assertTrue(KrakenRefusal.result(BinanceJson.parse("{\"error\":[\"WGeneral:Danger\"],\"result\":{}}"))
                .isObject());
        assertEquals(
                "EOrder:Rate limit exceeded",
                assertThrows(
                                KrakenRefusal.class,
                                () -> KrakenRefusal.result(
                                        BinanceJson.parse("{\"error\":[\"EOrder:Rate limit exceeded\"]}")))
                        .getMessage());
        for (String broken : new String[] {"{}", "[]", "{\"error\":[]}", "{\"error\":\"EAPI\",\"result\":{}}"}) {
            assertThrows(IllegalArgumentException.class, () -> KrakenRefusal.result(BinanceJson.parse(broken)), broken);
        }
    }

    @Test
    void shouldKeepSecretsOutAndGiveARemedy() {
        assertFalse(of("EAPI:Invalid key theKeyItself theSecretItself").text().contains("Itself"));
        assertTrue(KrakenErrors.remedy("EGeneral:Permission denied").contains("rights"));
        assertTrue(KrakenErrors.remedy("EAPI:Invalid nonce").contains("a key of its own"));
    }
}

package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.venue.xchange.Failure.Kind;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import si.mazi.rescu.HttpStatusIOException;
import si.mazi.rescu.InvocationResult;

/** BitMEX's statuses and words, as its documentation and its users know them. */
class BitmexErrorsTest {
    private final BitmexErrors errors =
            new BitmexErrors(new Secrets(() -> TestSettings.KEY, () -> TestSettings.SECRET));

    private static BitmexRefusal answer(int status, String text) {
        BitmexRefusal answer = new BitmexRefusal(
                JsonNodeFactory.instance.objectNode().put("message", text).put("name", "HTTPError"));
        answer.setHttpStatusCode(status);
        return answer;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | Account has insufficient Available Balance, 88977 XBt required | INSUFFICIENT_BALANCE",
                "400 | Executing at order price would lead to immediate liquidation | INSUFFICIENT_BALANCE",
                "400 | Invalid price tickSize | FILTER",
                "400 | Invalid orderQty | FILTER",
                "400 | Order quantity must be a multiple of lot size: 100 | FILTER",
                "400 | Order had execInst of ParticipateDoNotInitiate | POST_ONLY_WOULD_TAKE",
                "400 | Unable to cancel order due to existing state: Filled | UNKNOWN_ORDER",
                "400 | Instrument expired or settled | MARKET_CLOSED",
                "400 | This action is disabled | OTHER",
                "404 | Not Found | UNKNOWN_ORDER",
                "401 | Invalid API Key. | AUTH",
                "401 | Signature not valid. | AUTH",
                "401 | This key is disabled. | AUTH",
                "401 | This request has expired - `expires` is in the past. Current time: 1580000000 | CLOCK",
                "403 | Access Denied | AUTH",
                "400 | `expires` is too far in the future, and must be in seconds. | CLOCK",
                "503 | BitMEX is currently down for maintenance. | MARKET_CLOSED"
            })
    void shouldNameTheReason(int status, String text, RejectReason reason) {
        Failure failure = errors.of(new IllegalStateException("in a call", answer(status, text)));
        assertEquals(Kind.REFUSED, failure.kind());
        assertEquals(reason, failure.reason());
        assertEquals(status, failure.code());
        assertEquals(text, failure.text());
    }

    /** "The request will not have reached the engine, and you should retry after at least 500 milliseconds." */
    @Test
    void shouldKnowThatAnOverloadedVenueDidNothing() {
        Failure failure = errors.of(answer(503, "The system is currently overloaded. Please try again later."));
        assertEquals(Kind.RATE_LIMITED, failure.kind());
        assertEquals(TimeUnit.MILLISECONDS.toNanos(500), failure.retryAfterNanos());
    }

    @Test
    void shouldBeQuietAsLongAsTheVenueSays() {
        BitmexRefusal limited = answer(429, "Rate limit exceeded, retry in 3 seconds.");
        assertEquals(TimeUnit.SECONDS.toNanos(10), errors.of(limited).retryAfterNanos());
        limited.setResponseHeaders(Map.of("Retry-After", List.of("3")));
        Failure failure = errors.of(limited);
        assertEquals(Kind.RATE_LIMITED, failure.kind());
        assertEquals(TimeUnit.SECONDS.toNanos(3), failure.retryAfterNanos());
    }

    @Test
    void shouldTakeAFirewallsWordForABan() {
        for (Throwable thrown : List.of(
                new HttpStatusIOException("403", new InvocationResult("<html>Forbidden</html>", 403)),
                answer(403, "Forbidden"))) {
            Failure failure = errors.of(thrown);
            assertEquals(Kind.BANNED, failure.kind());
            assertEquals(TimeUnit.HOURS.toNanos(1), failure.retryAfterNanos());
        }
    }

    @Test
    void shouldCallUnknownWhatMayHaveHappened() {
        for (Throwable thrown : List.of(
                new SocketTimeoutException("Read timed out"),
                new SocketException("Connection reset"),
                answer(500, "Internal server error"),
                answer(504, "Gateway timeout"),
                answer(503, "Service unavailable"),
                answer(400, "Duplicate clOrdID"),
                new BitmexRefusal(null),
                new HttpStatusIOException("502", new InvocationResult("<html>Bad gateway</html>", 502)),
                new IllegalArgumentException("an answer that was not understood"))) {
            assertEquals(Kind.UNKNOWN, errors.of(thrown).kind(), thrown.toString());
        }
    }

    @Test
    void shouldKnowWhatNeverLeft() {
        assertEquals(Kind.NOT_SENT, errors.of(new ConnectException("refused")).kind());
        assertEquals(
                Kind.NOT_SENT, errors.of(new UnknownHostException("nowhere")).kind());
    }

    @Test
    void shouldTellNoSecret() {
        Failure failure = errors.of(answer(401, "no key " + TestSettings.KEY));
        assertFalse(failure.text().contains(TestSettings.KEY), failure.text());
    }
}

package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
import org.knowm.xchange.binance.BinanceErrorAdapter;
import org.knowm.xchange.binance.dto.BinanceException;

/** XChange's own exceptions, with Binance's codes and texts. */
class BinanceErrorsTest {
    private final BinanceErrors errors =
            new BinanceErrors(new Secrets(() -> TestSettings.KEY, () -> TestSettings.SECRET));

    private static BinanceException answer(int status, int code, String text) {
        BinanceException answer = new BinanceException(code, text);
        answer.setHttpStatusCode(status);
        return answer;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-2010 | Order would immediately match and take. | POST_ONLY_WOULD_TAKE",
                "-2010 | Account has insufficient balance for requested action. | INSUFFICIENT_BALANCE",
                "-2010 | Market is closed. | MARKET_CLOSED",
                "-2010 | This symbol is not permitted for this account. | AUTH",
                "-2010 | Price * QTY is zero or less. | FILTER",
                "-2010 | This action is disabled on this account. | OTHER",
                "-1013 | Filter failure: NOTIONAL | FILTER",
                "-1013 | Market is closed. | MARKET_CLOSED",
                "-1111 | Parameter 'price' has too much precision. | FILTER",
                "-2011 | Unknown order sent. | UNKNOWN_ORDER",
                "-2011 | Order was not canceled due to cancel restrictions. | OTHER",
                "-2013 | Order does not exist. | UNKNOWN_ORDER",
                "-2015 | Invalid API-key, IP, or permissions for action. | AUTH",
                "-1022 | Signature for this request is not valid. | AUTH",
                "-1021 | Timestamp for this request is outside of the recvWindow. | CLOCK",
                "-1100 | Illegal characters found in a parameter. | OTHER"
            })
    void shouldNameTheReason(int code, String text, RejectReason reason) {
        // As XChange throws it from a placement, wrapped in an exception of its own, and as rescu throws it.
        for (Throwable thrown : List.of(answer(400, code, text), BinanceErrorAdapter.adapt(answer(400, code, text)))) {
            Failure failure = errors.of(thrown);
            assertEquals(Kind.REFUSED, failure.kind());
            assertEquals(reason, failure.reason());
            assertEquals(code, failure.code());
            assertEquals(text, failure.text());
        }
    }

    @Test
    void shouldCallWhatMayHaveHappenedUnknown() {
        for (Throwable thrown : List.of(
                new SocketTimeoutException("Read timed out"),
                new SocketException("Unexpected end of file from server"),
                new NullPointerException(),
                answer(504, -1007, "Timeout waiting for response from backend server."),
                answer(500, -1000, "An unknown error occurred while processing the request."),
                answer(400, -1006, "An unexpected response was received from the message bus."),
                answer(400, -2010, "Duplicate order sent."),
                answer(200, 0, "nothing"),
                answer(400, 0, "no code"))) {
            assertEquals(Kind.UNKNOWN, errors.of(thrown).kind(), thrown.toString());
        }
    }

    @Test
    void shouldKnowWhatNeverLeft() {
        assertEquals(
                Kind.NOT_SENT,
                errors.of(new ConnectException("Connection refused")).kind());
        assertEquals(
                Kind.NOT_SENT,
                errors.of(new UnknownHostException("api.nowhere")).kind());
    }

    @Test
    void shouldKeepQuietAsLongAsTheVenueSays() {
        BinanceException limit = answer(429, -1003, "Too many requests.");
        assertEquals(10, TimeUnit.NANOSECONDS.toSeconds(errors.of(limit).retryAfterNanos()));
        limit.setResponseHeaders(Map.of("RETRY-AFTER", List.of("33")));
        Failure limited = errors.of(BinanceErrorAdapter.adapt(limit));
        assertEquals(Kind.RATE_LIMITED, limited.kind());
        assertEquals(RejectReason.RATE_LIMIT, limited.reason());
        assertEquals(33, TimeUnit.NANOSECONDS.toSeconds(limited.retryAfterNanos()));
        assertEquals(Kind.BANNED, errors.of(answer(418, -1003, "IP banned.")).kind());
        assertEquals(Kind.RATE_LIMITED, errors.of(answer(403, 0, "firewall")).kind());
    }

    @Test
    void shouldKeepSecretsOutOfTexts() {
        String leak = "GET https://host/api?apiKey=" + TestSettings.KEY + "&signature=" + "0a".repeat(32) + " secret "
                + TestSettings.SECRET + "\n" + "x".repeat(500);
        for (Throwable thrown : List.of(new IllegalStateException(leak), answer(400, -1100, leak))) {
            String text = errors.of(thrown).text();
            assertFalse(text.contains(TestSettings.KEY), text);
            assertFalse(text.contains(TestSettings.SECRET), text);
            assertFalse(text.contains("0a0a0a"), text);
            assertEquals(200, text.length());
            assertFalse(text.contains("\n"), text);
        }
    }
}

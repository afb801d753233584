package dev.flowmaker.exchange.binance;

import static dev.flowmaker.exchange.binance.TestVenue.SYMBOL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.flowmaker.exchange.door.Hmac;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in, and how a request must be signed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignatureTest {
    private static final String ORDER = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=50000";

    private final TestVenue venue = TestVenue.quiet();
    private final TestClient alice = venue.alice;

    @AfterAll
    void close() {
        venue.close();
    }

    @Test
    void shouldSignAsTheDocumentsExampleDoes() {
        assertEquals(
                "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71",
                Hmac.sha256(
                        "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j",
                        "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1"
                                + "&recvWindow=5000&timestamp=1499827319559"));
    }

    private String hmac(String payload) {
        return Hmac.sha256(alice.key().secret(), payload);
    }

    private TestClient.Answer post(String query, String body) {
        return alice.send(alice.request("/api/v3/order/test" + (query.isEmpty() ? "" : "?" + query))
                .header("X-MBX-APIKEY", alice.key().key())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void shouldTakeParametersInTheQueryOrTheBodyOrBoth() {
        String time = "timestamp=" + alice.nowMillis();
        post(ORDER + "&" + time + "&signature=" + hmac(ORDER + "&" + time), "").ok();
        post("", ORDER + "&" + time + "&signature=" + hmac(ORDER + "&" + time)).ok();
        post(ORDER, time + "&signature=" + hmac(ORDER + time)).ok();
        post(ORDER + "&signature=" + hmac(ORDER + time), time).ok();
    }

    @Test
    void shouldTakeTheSignatureAnywhereAndInEitherCase() {
        String time = "timestamp=" + alice.nowMillis();
        post("signature=" + hmac(ORDER + "&" + time) + "&" + ORDER + "&" + time, "")
                .ok();
        post(ORDER + "&signature=" + hmac(ORDER + "&" + time) + "&" + time, "").ok();
        post(ORDER + "&" + time + "&signature=" + hmac(ORDER + "&" + time).toUpperCase(Locale.ROOT), "")
                .ok();
    }

    @Test
    void shouldLetTheQueryGoBeforeTheBody() {
        String time = "&timestamp=" + alice.nowMillis();
        String query = ORDER + time;
        post(query + "&signature=" + hmac(query + "side=HOLD"), "side=HOLD").ok();
    }

    @Test
    void shouldRefuseAnotherSignature() {
        String time = "&timestamp=" + alice.nowMillis();
        String signature = "&signature=" + hmac(ORDER + time);
        post(ORDER.replace("50000", "50001") + time + signature, "")
                .refused(400, -1022, "Signature for this request is not valid.");
        post(ORDER + time, "a=1" + signature).refused(400, -1022, "Signature for this request is not valid.");
        String bobs = "&signature=" + Hmac.sha256(venue.bob.key().secret(), ORDER + time);
        post(ORDER + time + bobs, "").refused(400, -1022, "Signature for this request is not valid.");
        post(ORDER + time + "&signature=short", "").refused(400, -1022, "Signature for this request is not valid.");
        post(ORDER + time, "")
                .refused(400, -1102, "Mandatory parameter 'signature' was not sent, was empty/null, or malformed.");
    }

    @Test
    void shouldRefuseKeysItDoesNotKnow() {
        String query = "/api/v3/account?" + alice.sign("");
        alice.send(alice.request(query)).refused(401, -2014, "API-key format invalid.");
        alice.send(alice.request(query).header("X-MBX-APIKEY", "not a key!"))
                .refused(401, -2014, "API-key format invalid.");
        alice.send(alice.request(query).header("X-MBX-APIKEY", "x".repeat(64)))
                .refused(401, -2015, "Invalid API-key, IP, or permissions for action.");
    }

    private TestClient.Answer account(String params) {
        return alice.send(alice.request("/api/v3/account?" + params + "&signature=" + hmac(params))
                .header("X-MBX-APIKEY", alice.key().key()));
    }

    @ParameterizedTest
    @ValueSource(longs = {-5_500, -60_000, -86_400_000})
    void shouldRefuseOldRequests(long shiftMillis) {
        account("timestamp=" + (alice.nowMillis() + shiftMillis))
                .refused(400, -1021, "Timestamp for this request is outside of the recvWindow.");
    }

    @Test
    void shouldRefuseRequestsFromTheFuture() {
        account("timestamp=" + (alice.nowMillis() + 2_000))
                .refused(400, -1021, "Timestamp for this request was 1000ms ahead of the server's time.");
    }

    @Test
    void shouldHaveTheWindowTheRequestAsksFor() {
        account("recvWindow=60000&timestamp=" + (alice.nowMillis() - 30_000)).ok();
        account("recvWindow=6000.346&timestamp=" + alice.nowMillis()).ok();
        account("recvWindow=100&timestamp=" + (alice.nowMillis() - 500))
                .refused(400, -1021, "Timestamp for this request is outside of the recvWindow.");
        account("recvWindow=60001&timestamp=" + alice.nowMillis())
                .refused(400, -1102, "'recvWindow' contains unexpected value. Cannot be greater than 60000.");
    }

    @Test
    void shouldTakeMicroseconds() {
        account("timestamp=" + alice.nowMillis() * 1_000).ok();
        account("timestamp=" + (alice.nowMillis() - 5_500) * 1_000)
                .refused(400, -1021, "Timestamp for this request is outside of the recvWindow.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"recvWindow=5000", "timestamp="})
    void shouldRefuseRequestsWithoutATime(String params) {
        account(params)
                .refused(400, -1102, "Mandatory parameter 'timestamp' was not sent, was empty/null, or malformed.");
    }

    @Test
    void shouldRefuseATimeThatIsNone() {
        account("timestamp=now")
                .refused(
                        400,
                        -1100,
                        "Illegal characters found in parameter 'timestamp'; legal range is '^[0-9]{1,20}$'.");
    }

    @Test
    void shouldSignEncodedTextAsItWasSent() {
        String query = "symbol=" + SYMBOL + "&origClientOrderId=a%2Db&timestamp=" + alice.nowMillis();
        alice.send(alice.request("/api/v3/order?" + query + "&signature=" + hmac(query))
                        .header("X-MBX-APIKEY", alice.key().key()))
                .refused(400, -2013, "Order does not exist.");
    }
}

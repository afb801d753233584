package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flowmaker.venue.Checkup;
import dev.flowmaker.venue.VenueException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.knowm.xchange.bitmex.BitmexExchange;

/** BitMEX over HTTP for a whole session: what it is asked before anything is traded. */
final class BitmexAccess {
    private final XchangeSettings settings;
    private final VenueClock clock;
    private final BitmexErrors errors;
    private final BitmexCalls calls;
    private volatile BitmexMoney.All money = BitmexMoney.All.NONE;

    BitmexAccess(XchangeSettings settings, Secrets secrets, VenueClock clock, BitmexErrors errors) {
        this.settings = settings;
        this.clock = clock;
        this.errors = errors;
        calls = new BitmexCalls(
                settings.specification(BitmexExchange.class),
                settings.recvWindow().toMillis(),
                secrets,
                clock);
    }

    BitmexCalls calls() {
        return calls;
    }

    /** What the described markets are settled in. */
    BitmexMoney.All money() {
        return money;
    }

    void measureClock() throws IOException {
        clock.measure(calls::timeMillis);
    }

    /** Clock, markets, and the account's fees and margins. */
    Markets describe() throws VenueException {
        try {
            requireClock();
            return markets(calls.commissions(), calls.positions());
        } catch (IOException | RuntimeException trouble) {
            throw explained(trouble);
        }
    }

    /** Clock and markets with the fees that anybody pays. */
    Markets describePublic() throws VenueException {
        try {
            requireClock();
            return markets(JsonNodeFactory.instance.objectNode(), JsonNodeFactory.instance.arrayNode());
        } catch (IOException | RuntimeException trouble) {
            throw explained(trouble);
        }
    }

    private Markets markets(JsonNode fees, JsonNode positions) throws IOException, VenueException {
        BitmexInstruments known = new BitmexInstruments(calls.instruments());
        Markets markets = known.of(settings.symbols(), fees, positions);
        money = known.money();
        return markets;
    }

    /** The account's rights, balances and orders. */
    Checkup checkup(Session session) throws VenueException {
        try {
            return new BitmexCheckup(calls, money, errors)
                    .of(session, settings.apiKey().get());
        } catch (IOException | RuntimeException trouble) {
            throw explained(trouble);
        }
    }

    private void requireClock() throws IOException, VenueException {
        measureClock();
        long offMillis = TimeUnit.NANOSECONDS.toMillis(Math.abs(clock.offsetNanos()));
        if (offMillis > settings.recvWindow().toMillis()) {
            throw new VenueException("this machine's clock is " + offMillis + " ms "
                    + (clock.offsetNanos() > 0 ? "behind" : "ahead of") + " the venue's: synchronise it (NTP)");
        }
    }

    private VenueException explained(Exception trouble) {
        Failure failure = errors.of(trouble);
        if (trouble instanceof IllegalArgumentException) {
            return new VenueException(
                    settings.restUri() + " says what cannot be (" + failure.text() + "): is it BitMEX's protocol?");
        }
        String remedy = BitmexErrors.remedy(failure.reason());
        String text = switch (failure.kind()) {
            case REFUSED ->
                "the venue refuses us (" + failure.code() + " " + failure.text() + ")"
                        + (remedy.isEmpty() ? "" : ": " + remedy);
            case RATE_LIMITED, BANNED ->
                "the venue wants no requests from here for " + TimeUnit.NANOSECONDS.toSeconds(failure.retryAfterNanos())
                        + " s (" + failure.text() + ")";
            case NOT_SENT, UNKNOWN ->
                "no answer from " + settings.restUri() + " (" + failure.text()
                        + "): is the address right and the venue running?";
        };
        // Without its cause, which may hold a whole request.
        return new VenueException(text);
    }
}

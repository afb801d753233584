package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.core.event.TradingStatus;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.VenueException;
import java.io.IOException;

/** Whether a perpetual trades at BitMEX, until when, and by which rules, fees and margins. */
final class BitmexStatus {
    private final BitmexCalls calls;
    private final boolean hasAccount;

    BitmexStatus(BitmexCalls calls, boolean hasAccount) {
        this.calls = calls;
        this.hasAccount = hasAccount;
    }

    MarketStatus of(Session session, int market) throws IOException, VenueException {
        Instrument ours = session.market(market).instrument();
        MarketStatus status = new MarketStatus();
        status.market = market;
        JsonNode rows = calls.instrument(ours.venueSymbol());
        if (rows.isEmpty()) {
            status.status = TradingStatus.DELISTED;
            status.text = "no instrument of that name";
            return status;
        }
        JsonNode row = rows.get(0);
        String state = BitmexJson.text(row, "state");
        status.status = status(state);
        status.text = status.status == TradingStatus.TRADING ? "" : state;
        status.endsNanos = BitmexJson.optionalNanos(row, "expiry");
        if (status.status != TradingStatus.DELISTED) {
            JsonNode fees = hasAccount ? calls.commissions() : JsonNodeFactory.instance.objectNode();
            JsonNode positions = hasAccount ? calls.positions() : JsonNodeFactory.instance.arrayNode();
            new BitmexInstruments(rows).rules(ours.symbol(), fees, positions).describe(status);
        }
        return status;
    }

    private static TradingStatus status(String state) {
        return switch (state) {
            case "Open" -> TradingStatus.TRADING;
            case "Settled", "Unlisted", "Expired" -> TradingStatus.DELISTED;
            default -> TradingStatus.HALTED;
        };
    }
}

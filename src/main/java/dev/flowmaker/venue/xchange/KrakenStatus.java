package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.core.event.TradingStatus;
import dev.flowmaker.core.market.Instrument;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Whether a market trades at Kraken, and by which rules and fees. */
final class KrakenStatus {
    /** A market's rules with the account's fees, where there is an account. */
    @FunctionalInterface
    interface Fees {
        List<MarketRules> of(List<MarketRules> rules) throws IOException;
    }

    private final KrakenRest open;
    private final KrakenNames names;
    private final Fees fees;

    KrakenStatus(KrakenRest open, KrakenNames names, Fees fees) {
        this.open = open;
        this.names = names;
        this.fees = fees;
    }

    MarketStatus of(Session session, int market) throws IOException {
        Instrument ours = session.market(market).instrument();
        MarketStatus status = new MarketStatus();
        status.market = market;
        JsonNode pairs;
        try {
            pairs = KrakenRefusal.result(open.pairs(ours.venueSymbol()));
        } catch (KrakenRefusal refusal) {
            if (!String.valueOf(refusal.getMessage()).contains("Unknown asset pair")) {
                throw refusal;
            }
            status.status = TradingStatus.DELISTED;
            status.text = String.valueOf(refusal.getMessage());
            return status;
        }
        JsonNode pair = pairs.elements().next();
        String word = pair.path("status").asText("online");
        status.status = status(word);
        status.text = status.status == TradingStatus.TRADING ? "" : word;
        if (status.status != TradingStatus.DELISTED) {
            MarketRules rules = fees.of(List.of(KrakenRules.rules(ours.symbol(), pair, names)))
                    .get(0);
            Instrument now =
                    MarketRules.markets(List.of(rules), List.of()).instruments().get(0);
            now.describe(status);
            status.leastValue = Units.rounded(
                    new Decimal(1, ours.quote().scale()),
                    BigDecimal.valueOf(now.minNotionalQuanta(), now.quote().scale()),
                    RoundingMode.CEILING);
        }
        return status;
    }

    /** Where only orders that rest or have a limit are taken, ours are. */
    private static TradingStatus status(String word) {
        return switch (word) {
            case "online", "post_only", "limit_only" -> TradingStatus.TRADING;
            case "cancel_only" -> TradingStatus.CANCEL_ONLY;
            case "delisted" -> TradingStatus.DELISTED;
            default -> TradingStatus.HALTED;
        };
    }
}

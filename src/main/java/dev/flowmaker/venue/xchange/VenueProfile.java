package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.core.event.TradingStatus;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.Checkup;
import dev.flowmaker.venue.ClientIds;
import dev.flowmaker.venue.ClientOrderIds;
import dev.flowmaker.venue.VenueException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * All that differs from venue to venue: addresses, names, rules, forms of orders and cancels, weights, errors, and what
 * XChange gets wrong there. The rest, the life of connections and the fate of requests, is the same for all. Nothing
 * connects before it is asked something.
 */
interface VenueProfile {
    ConnectionSettings connections();

    Secrets secrets();

    /** Our clock and the venue's, as measured last. */
    VenueClock clock();

    /** Asks the venue for its time, for {@link #clock}. */
    void measureClock() throws IOException;

    /** Any request that costs little, to see whether requests are answered again. */
    void ping() throws IOException;

    /** Clock, markets, and the account's fees. Throws with the remedy when one of them does not do. */
    Markets describe() throws VenueException;

    /** Clock and markets, without an account: fees are 0. */
    Markets describePublic() throws VenueException;

    /**
     * Whether a market of the session trades now, and by which rules; fees aside without an account. A venue that says no
     * more than its description tells of changed rules, and of a market that is missing there.
     */
    default MarketStatus status(Session session, int market) throws IOException, VenueException {
        Instrument ours = session.market(market).instrument();
        Markets now = secrets().apiKey().isEmpty() ? describePublic() : describe();
        MarketStatus status = new MarketStatus();
        status.market = market;
        for (Instrument each : now.instruments()) {
            if (each.symbol().equals(ours.symbol())) {
                each.describe(status);
                status.leastValue = Units.rounded(
                        new Decimal(1, ours.quote().scale()),
                        BigDecimal.valueOf(
                                each.minNotionalQuanta(), each.quote().scale()),
                        RoundingMode.CEILING);
                return status;
            }
        }
        status.status = TradingStatus.DELISTED;
        return status;
    }

    /** The account's rights, balances and orders. */
    Checkup checkup(Session session) throws VenueException;

    /**
     * Our order ids in this venue's.
     *
     * @param epoch the session's number, 0 when there is none: then it only matters which are ours
     */
    default ClientIds clientIds(int epoch) {
        return new ClientOrderIds(connections().name());
    }

    /** What a failed request means for what was asked. */
    Failure failure(Throwable trouble);

    /** What a command of this kind costs of the venue's request weight. */
    int weight(MessageKind command);

    /** A connection for market data, not opened yet. Where it leads is {@link #marketDataUri}. */
    MarketWire marketWire(Endings endings);

    /** For errors. */
    String marketDataUri();

    /** The session's commands and the line of its own events, not opened yet. */
    VenueTrading trading(TradingParts parts);
}

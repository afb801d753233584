package dev.flowmaker.venue.contract;

import dev.flowmaker.core.market.Instrument;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Kraken spot, held to the contract. */
class KrakenContractTest extends VenueContract {
    KrakenContractTest() {
        super(new Rig());
    }

    /** Kraken spot as the contract needs it. */
    static final class Rig implements VenueRig {
        @Override
        public String title() {
            return "Kraken spot";
        }

        @Override
        public String protocol() {
            return "kraken";
        }

        @Override
        public String market() {
            return "symbol = BTC/USD, start-price = 60000 USD, tick = 0.01 USD, lot = 0.00001 BTC, min-notional = 5 USD,"
                    + " maker-fee = 10 bps, taker-fee = 15 bps";
        }

        @Override
        public String balances() {
            return "1000 BTC, 100000000 USD";
        }

        @Override
        public String addresses(int port) {
            return """
                    rest-uri = "http://127.0.0.1:%1$d"
                    stream-uri = "ws://127.0.0.1:%1$d"
                    ws-api-uri = "ws://127.0.0.1:%1$d/auth"
                    """.formatted(port);
        }

        @Override
        public String followed() {
            return """
                    symbol = BTC/USD
                    quote { half-spread = 5 ticks, size = 0.002 BTC }
                    risk { max-order-size = 1 BTC, max-order-notional = 100000 USD, max-long = 1 BTC, max-short = 1 BTC }
                    """;
        }

        @Override
        public String secret(String name) {
            return Base64.getEncoder().encodeToString((name + "Secret9876543210").getBytes(StandardCharsets.US_ASCII));
        }

        /** Kraken names no largest order and no bounds of prices. */
        @Override
        public Instrument described(Instrument market) {
            return new Instrument(
                    market.market(),
                    market.symbol(),
                    "XBTUSD",
                    market.base(),
                    market.baseAsset(),
                    market.quote(),
                    market.quoteAsset(),
                    market.tick(),
                    market.lot(),
                    market.minLots(),
                    Long.MAX_VALUE,
                    1,
                    Long.MAX_VALUE,
                    market.minNotionalQuanta(),
                    market.makerFeePpb(),
                    market.takerFeePpb());
        }

        @Override
        public long midTicks() {
            return 6_000_000;
        }

        @Override
        public long lots() {
            return 100;
        }

        @Override
        public String placement() {
            return "POST /0/private/AddOrder";
        }

        @Override
        public String bookMessage() {
            return "\"c\":";
        }

        @Override
        public String ownMessage() {
            return "\"sequence\"";
        }

        @Override
        public Map<Line, String> standIns() {
            return Map.of(
                    Line.CLOCK,
                    "requests carry no time, but each a number above the last; the clock is told in whole seconds, and looked"
                            + " at when a daemon starts");
        }

        @Override
        public Map<Line, String> remarks() {
            String whole = "of the whole account: armed on dedicated accounts only";
            return Map.of(Line.SWITCH, whole, Line.SWITCH_OFF, whole);
        }
    }
}

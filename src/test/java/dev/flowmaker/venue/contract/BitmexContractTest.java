package dev.flowmaker.venue.contract;

import java.util.Map;

/** BitMEX's inverse perpetual, held to the contract. */
class BitmexContractTest extends VenueContract {
    BitmexContractTest() {
        super(new Rig());
    }

    /** BitMEX as the contract needs it. */
    static class Rig implements VenueRig {
        @Override
        public String title() {
            return "BitMEX";
        }

        @Override
        public String protocol() {
            return "bitmex";
        }

        @Override
        public boolean perpetual() {
            return true;
        }

        @Override
        public String market() {
            return "symbol = \"BTC/USD:BTC\", start-price = 60000 USD, tick = 0.5 USD, lot = 100 contracts, min-notional = 0 BTC,"
                    + " maker-fee = -1 bps, taker-fee = 5 bps,"
                    + " contract { size = 1, initial-margin = 1 %, maintenance-margin = 0.5 % }";
        }

        @Override
        public String balances() {
            return "0.5 BTC";
        }

        @Override
        public String addresses(int port) {
            return """
                    rest-uri = "http://127.0.0.1:%1$d"
                    stream-uri = "ws://127.0.0.1:%1$d/realtime"
                    """.formatted(port);
        }

        @Override
        public String followed() {
            return """
                    symbol = "BTC/USD:BTC"
                    quote { half-spread = 5 ticks, size = 200 contracts }
                    risk {
                      max-order-size = 100000 contracts, max-order-notional = 10 BTC
                      max-long = 100000 contracts, max-short = 100000 contracts
                    }
                    """;
        }

        @Override
        public long midTicks() {
            return 120_000;
        }

        @Override
        public long lots() {
            return 10;
        }

        @Override
        public String placement() {
            return "POST /api/v1/order";
        }

        @Override
        public String bookMessage() {
            return "\"table\":\"orderBookL2_25\"";
        }

        @Override
        public String ownMessage() {
            return "\"table\":\"execution\"";
        }

        @Override
        public Map<Line, String> standIns() {
            return Map.of(
                    Line.GAP,
                    "BitMEX numbers no messages: a change of a level that was never told is noticed, and the book begun anew");
        }
    }
}

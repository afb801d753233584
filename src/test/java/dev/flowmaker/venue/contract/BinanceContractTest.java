package dev.flowmaker.venue.contract;

import java.util.Map;

/** Binance spot, held to the contract. */
class BinanceContractTest extends VenueContract {
    BinanceContractTest() {
        super(new Rig());
    }

    /** Binance spot as the contract needs it. */
    static final class Rig implements VenueRig {
        @Override
        public String title() {
            return "Binance spot";
        }

        @Override
        public String protocol() {
            return "binance";
        }

        @Override
        public String market() {
            return "symbol = BTC/USDT, tick = 0.01 USDT, lot = 0.00001 BTC, min-notional = 5 USDT,"
                    + " maker-fee = 10 bps, taker-fee = 15 bps";
        }

        @Override
        public String balances() {
            return "1000 BTC, 100000000 USDT";
        }

        @Override
        public String addresses(int port) {
            return """
                    rest-uri = "http://127.0.0.1:%1$d"
                    stream-uri = "ws://127.0.0.1:%1$d"
                    ws-api-uri = "ws://127.0.0.1:%1$d/ws-api/v3"
                    """.formatted(port);
        }

        @Override
        public String followed() {
            return """
                    symbol = BTC/USDT
                    quote { half-spread = 5 ticks, size = 0.002 BTC }
                    risk { max-order-size = 1 BTC, max-order-notional = 100000 USDT, max-long = 1 BTC, max-short = 1 BTC }
                    """;
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
            return "POST /api/v3/order";
        }

        @Override
        public String bookMessage() {
            return "\"depthUpdate\"";
        }

        @Override
        public String ownMessage() {
            return "\"executionReport\"";
        }

        @Override
        public Map<Line, String> remarks() {
            String switches =
                    "the local exchange alone has a dead man's switch, in the manner of Binance's futures; on the"
                            + " venue itself run `flowmaker guard`, which cancels when the daemon stops";
            return Map.of(Line.SWITCH, switches, Line.SWITCH_OFF, switches);
        }
    }
}

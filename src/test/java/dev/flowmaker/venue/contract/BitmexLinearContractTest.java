package dev.flowmaker.venue.contract;

import java.util.EnumSet;

/** BitMEX's linear perpetual: what differs from the inverse one, which is held to all of the contract. */
class BitmexLinearContractTest extends VenueContract {
    BitmexLinearContractTest() {
        super(
                new Rig(),
                EnumSet.of(
                        Line.METADATA,
                        Line.UNAFFORDABLE,
                        Line.PARTIAL_FILLS,
                        Line.FILLS_ONCE,
                        Line.ACCOUNT_TRADES,
                        Line.BALANCES,
                        Line.POSITION,
                        Line.MARK,
                        Line.FUNDING));
    }

    /** The same venue with another market. */
    private static final class Rig extends BitmexContractTest.Rig {
        @Override
        public String title() {
            return "BitMEX, linear";
        }

        @Override
        public String market() {
            return "symbol = \"BTC/USDT:USDT\", start-price = 60000 USDT, tick = 0.1 USDT, lot = 100 contracts,"
                    + " min-notional = 0 USDT, maker-fee = 2 bps, taker-fee = 5 bps,"
                    + " contract { size = 0.000001, initial-margin = 1 %, maintenance-margin = 0.5 % }";
        }

        @Override
        public String balances() {
            return "10000 USDT";
        }

        @Override
        public String followed() {
            return """
                    symbol = "BTC/USDT:USDT"
                    quote { half-spread = 5 ticks, size = 2000 contracts }
                    risk {
                      max-order-size = 1000000 contracts, max-order-notional = 100000 USDT
                      max-long = 1000000 contracts, max-short = 1000000 contracts
                    }
                    """;
        }

        @Override
        public long midTicks() {
            return 600_000;
        }
    }
}

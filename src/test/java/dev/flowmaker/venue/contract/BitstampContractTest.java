package dev.flowmaker.venue.contract;

import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Bitstamp's market data, held to what the contract says of it; orders are filled on paper. */
class BitstampContractTest extends VenueContract {
    BitstampContractTest() {
        super(new Rig());
    }

    /** Bitstamp as the contract needs it. */
    static final class Rig implements VenueRig {
        private static final Set<Line> MARKET_DATA = EnumSet.of(
                Line.METADATA,
                Line.BOOK,
                Line.RECONNECT,
                Line.TRADES,
                Line.DEAD_MARKET_STREAM,
                Line.MUTE_MARKET_STREAM);

        @Override
        public String title() {
            return "Bitstamp, on paper";
        }

        @Override
        public String protocol() {
            return "bitstamp";
        }

        @Override
        public String market() {
            return "symbol = BTC/USD, start-price = 60000 USD, tick = 0.01 USD, lot = 0.00001 BTC, min-notional = 10 USD,"
                    + " maker-fee = 10 bps, taker-fee = 10 bps";
        }

        @Override
        public String balances() {
            return "1000 BTC, 100000000 USD";
        }

        @Override
        public String addresses(int port) {
            return """
                    mode = paper
                    rest-uri = "http://127.0.0.1:%1$d"
                    stream-uri = "ws://127.0.0.1:%1$d"
                    paper { balances = [ 10 BTC, 1000000 USD ] }
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
        public long midTicks() {
            return 6_000_000;
        }

        @Override
        public long lots() {
            return 100;
        }

        /** It names no bounds of price and size, and no more decimals than it trades in; fees are those of paper. */
        @Override
        public Instrument described(Instrument market) {
            Asset base = new Asset("BTC", market.lot().scale());
            Asset quote = new Asset("USD", Instrument.scaleFor(market.tick(), market.lot(), market.contract()));
            return new Instrument(
                    market.market(),
                    market.symbol(),
                    "btcusd",
                    base,
                    0,
                    quote,
                    1,
                    market.tick(),
                    market.lot(),
                    market.minLots(),
                    Long.MAX_VALUE,
                    1,
                    Long.MAX_VALUE,
                    market.minNotionalQuanta(),
                    market.makerFeePpb(),
                    market.takerFeePpb(),
                    market.contract());
        }

        @Override
        public String placement() {
            return "nothing is placed";
        }

        @Override
        public String bookMessage() {
            return "\"order_book_";
        }

        @Override
        public String ownMessage() {
            return "nothing is told";
        }

        @Override
        public Map<Line, String> standIns() {
            return EnumSet.complementOf(EnumSet.copyOf(MARKET_DATA)).stream()
                    .collect(
                            Collectors.toMap(
                                    Function.identity(),
                                    line -> line == Line.GAP
                                            ? "every message is a whole book, so the next one makes up for a lost one"
                                            : "XChange has no post-only orders there, so orders are filled on paper and none is sent"));
        }
    }
}

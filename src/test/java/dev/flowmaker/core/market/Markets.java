package dev.flowmaker.core.market;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TouchUpdate;

/** Instruments and frames for tests. */
public final class Markets {
    public static final int BASE = 0;
    public static final int QUOTE = 1;
    public static final int THIRD = 2;

    private Markets() {}

    /** BTC/USDT as on Binance's spot market: tick 0.01, lot 0.00001. */
    public static Instrument btc() {
        return instrument(new Decimal(1, 2), new Decimal(1, 5), 8, 8);
    }

    public static Instrument instrument(Decimal tick, Decimal lot, int baseScale, int quoteScale) {
        return new Instrument(
                0,
                "BTC/USDT",
                "BTCUSDT",
                new Asset("BTC", baseScale),
                BASE,
                new Asset("USDT", quoteScale),
                QUOTE,
                tick,
                lot,
                1,
                1_000_000_000L,
                1,
                1_000_000_000L,
                0,
                0,
                0);
    }

    /** A linear perpetual as on Binance's USD-M market, contracts of 1 BTC, tick 0.1, lot 0.001. */
    public static Instrument linear() {
        return perpetual(
                "BTC/USDT:USDT",
                new Asset("USDT", 8),
                new Decimal(1, 1),
                new Decimal(1, 3),
                new Contract(ContractKind.LINEAR, new Decimal(1, 0), 100_000_000, 4_000_000));
    }

    /** An inverse perpetual as BitMEX's XBTUSD: contracts of 1 USD, tick 0.5, lot 100 contracts. */
    public static Instrument inverse() {
        return perpetual(
                "BTC/USD:BTC",
                new Asset("BTC", 8),
                new Decimal(5, 1),
                new Decimal(100, 0),
                new Contract(ContractKind.INVERSE, new Decimal(1, 0), 100_000_000, 4_000_000));
    }

    public static Instrument perpetual(String symbol, Asset settlement, Decimal tick, Decimal lot, Contract contract) {
        return new Instrument(
                0,
                symbol,
                symbol,
                new Asset(symbol, lot.scale()),
                BASE,
                settlement,
                QUOTE,
                tick,
                lot,
                1,
                1_000_000_000L,
                1,
                1_000_000_000L,
                0,
                0,
                0,
                contract);
    }

    public static MarketBook book(int warmupFrames) {
        return new MarketBook(btc(), new BookSettings(1000, 1_000_000_000L, warmupFrames));
    }

    /** A frame of this venue time, which is also its event time; {@code levels} are (price, lots), bids negative. */
    public static BookUpdate frame(long nanos, ResetReason reset, long... levels) {
        BookUpdate update = new BookUpdate();
        update.exchangeTimeNanos = nanos;
        update.receiveTimeNanos = nanos;
        update.timeNanos = nanos;
        update.reset = reset;
        for (int i = 0; i < levels.length; i += 2) {
            update.levels.add(levels[i] < 0 ? Side.BUY : Side.SELL, Math.abs(levels[i]), levels[i + 1]);
        }
        return update;
    }

    /** A touch without a time of its own. */
    public static TouchUpdate touch(long nanos, long id, long bid, long bidLots, long ask, long askLots) {
        TouchUpdate update = new TouchUpdate();
        update.receiveTimeNanos = nanos;
        update.timeNanos = nanos;
        update.updateId = id;
        update.bidTicks = bid;
        update.bidLots = bidLots;
        update.askTicks = ask;
        update.askLots = askLots;
        return update;
    }
}

package dev.flowmaker.exchange.capture;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.MarketEvents;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.Source;
import dev.flowmaker.exchange.capture.CaptureRecord.BookTicker;
import dev.flowmaker.exchange.capture.CaptureRecord.DepthDiff;
import dev.flowmaker.exchange.capture.CaptureRecord.Place;
import dev.flowmaker.exchange.capture.CaptureRecord.TradePrint;
import org.jspecify.annotations.Nullable;

/**
 * Plays a spot capture as a market. The first book is the snapshot. The first frame after it comes at the start; every
 * recorded time t at {@code start + (t − E of that frame) / speed}. A frame's levels are set together, then orders that the other
 * side's best price has reached are filled; the same is done with each recorded touch between the frames.
 *
 * <p>A depth quantity that is no whole number of lots is rounded down: a few old orders far from the touch, 7 frames in the
 * shared BTC/USDT capture, are from a time of smaller lots. A price off its ticks or a trade off its lots is an error: the
 * instrument is not that of the capture.
 */
public final class CaptureSource implements Source {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final CaptureFeed feed;
    private final Instrument instrument;
    private final long startNanos;
    private final double speed;
    private final MarketEvents market;
    private final long tickE8;
    private final long lotE8;
    private CaptureFeed.@Nullable Timed next;

    /** Reads the start of the capture and sets the first book. */
    public CaptureSource(MarketSource.Capture capture, Instrument instrument, long startNanos, MarketEvents market) {
        this.speed = capture.speed();
        this.instrument = instrument;
        this.startNanos = startNanos;
        this.market = market;
        this.tickE8 = instrument.tick().inUnitsOf(CaptureRecord.SCALE);
        this.lotE8 = instrument.lot().inUnitsOf(CaptureRecord.SCALE);
        this.feed = new CaptureFeed(capture.files(), instrument.venueSymbol());
        CaptureRecord.Snapshot snapshot = feed.snapshot();
        set(Side.BUY, snapshot.bids(), snapshot.place());
        set(Side.SELL, snapshot.asks(), snapshot.place());
        this.next = feed.next();
    }

    @Override
    public long nextEventNanos() {
        return next == null
                ? Long.MAX_VALUE
                : startNanos + (long) ((next.nanos() - feed.firstMillis() * NANOS_PER_MILLI) / speed);
    }

    @Override
    public void runNext() {
        CaptureFeed.Timed event = next;
        if (event == null) {
            throw new IllegalStateException("the capture has ended");
        }
        next = feed.next();
        if (event.record() instanceof DepthDiff diff) {
            market.book().beginFrame();
            set(Side.BUY, diff.bids(), diff.place());
            set(Side.SELL, diff.asks(), diff.place());
            market.book().endFrame();
            market.book().fillCrossed();
            market.frameApplied();
        } else if (event.record() instanceof BookTicker touch) {
            set(Side.BUY, touch.bidPriceE8(), touch.bidQuantityE8(), touch.place());
            set(Side.SELL, touch.askPriceE8(), touch.askQuantityE8(), touch.place());
            market.book().fillCrossed();
            market.touchApplied();
        } else if (event.record() instanceof TradePrint trade) {
            market.book()
                    .recordedTrade(
                            trade.buyerIsMaker() ? Side.SELL : Side.BUY,
                            ticks(trade.priceE8(), trade.place()),
                            lots(trade.quantityE8(), trade.place()));
        }
    }

    private void set(Side side, long priceE8, long quantityE8, Place place) {
        market.book().setRecordedTouch(side, ticks(priceE8, place), quantityE8 / lotE8);
    }

    private void set(Side side, Levels levels, Place place) {
        for (int i = 0; i < levels.size(); i++) {
            market.book().setRecorded(side, ticks(levels.priceE8(i), place), levels.quantityE8(i) / lotE8);
        }
    }

    private long ticks(long priceE8, Place place) {
        return whole(priceE8, tickE8, "price", instrument.tick(), place);
    }

    private long lots(long quantityE8, Place place) {
        return whole(quantityE8, lotE8, "traded quantity", instrument.lot(), place);
    }

    private static long whole(long e8, long unitE8, String what, Decimal unit, Place place) {
        if (e8 % unitE8 != 0) {
            throw place.error(what + " " + Decimal.text(e8, CaptureRecord.SCALE) + " is not a multiple of " + unit);
        }
        return e8 / unitE8;
    }

    @Override
    public boolean ended() {
        return next == null;
    }

    @Override
    public void close() {
        feed.close();
    }
}

package dev.flowmaker.core.engine;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.quote.Distance;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.quote.QuoteSettings;
import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.core.signal.SignalSettings;
import java.util.List;
import java.util.Random;

/**
 * A seeded market in which flow comes before price: buyers or sellers add for a while, then the price follows them. Every
 * signal has something to say, and alpha something to learn. The engine's orders are accepted and canceled as they come.
 */
final class SignalTape {
    static final SignalSettings SIGNALS = TestMarket.signals(
            SignalKind.ORDER_FLOW_IMBALANCE,
            SignalKind.BEST_LEVEL_FLOW,
            SignalKind.LEVEL_FLOW,
            SignalKind.INTEGRATED_FLOW,
            SignalKind.TRADE_IMBALANCE,
            SignalKind.QUEUE_IMBALANCE,
            SignalKind.MICRO_PRICE);

    final EngineHarness harness;
    private int answered;
    private long mid = 1_000_000;
    private int direction = 1;

    SignalTape(EngineHarness harness) {
        this.harness = harness;
    }

    static EngineSettings settings(AlphaSettings alpha) {
        return TestMarket.engine(
                new MarketSettings(
                        TestMarket.instrument(0),
                        TestMarket.BOOK,
                        SIGNALS,
                        alpha,
                        quote(),
                        TestMarket.RISK,
                        TestMarket.ORDER),
                true);
    }

    /** Far from the mid, so that the market's levels are its own. */
    private static QuoteSettings quote() {
        return new QuoteSettings(
                new Distance(40 * PriceParts.MICRO, 0),
                false,
                Distance.ZERO,
                1,
                Distance.ZERO,
                List.of(100L),
                true,
                0,
                0,
                0,
                1,
                100_000_000L,
                0);
    }

    /** A market that is being made. */
    static SignalTape started(AlphaSettings alpha) {
        return new SignalTape(new EngineHarness(settings(alpha)).started());
    }

    /** The same market as it is now, before another engine. */
    SignalTape resumedIn(EngineHarness other) {
        SignalTape resumed = new SignalTape(other);
        other.goOnFrom(harness);
        resumed.mid = mid;
        resumed.direction = direction;
        return resumed;
    }

    static AlphaSettings fitted() {
        return TestMarket.alpha(AlphaSettings.Mode.FITTED, SIGNALS, 0, 8 * PriceParts.MICRO);
    }

    /** Plays so many events. */
    SignalTape play(Random random, int events) {
        for (int i = 0; i < events; i++) {
            harness.later((1 + random.nextInt(40)) * TestMarket.MILLI);
            if (random.nextInt(150) == 0) {
                direction = -direction;
            }
            if (random.nextInt(600) == 0) {
                whole(random);
            } else if (random.nextInt(4) == 0) {
                trade(random);
            } else {
                frame(random);
            }
            answer();
        }
        return this;
    }

    private void trade(Random random) {
        Trade trade = new Trade();
        trade.aggressor = random.nextInt(3) == 0 ^ direction > 0 ? Side.BUY : Side.SELL;
        trade.priceTicks = mid + trade.aggressor.sign() * (1L + random.nextInt(4));
        trade.lots = 1L + random.nextInt(200);
        harness.send(trade, 0);
    }

    /** The whole book anew, as after a gap. */
    void whole(Random random) {
        BookUpdate book = new BookUpdate();
        book.reset = ResetReason.RESYNC;
        mid += random.nextInt(41) - 20;
        for (int level = 0; level < 8; level++) {
            book.levels.add(Side.BUY, mid - 1 - level, 100L + random.nextInt(900));
            book.levels.add(Side.SELL, mid + 1 + level, 100L + random.nextInt(900));
        }
        send(book);
    }

    void frame(Random random) {
        BookUpdate book = new BookUpdate();
        if (random.nextInt(6) == 0) {
            // The price follows.
            mid += direction;
            for (int level = 0; level < 20; level++) {
                book.levels.add(Side.BUY, mid + level, 0);
                book.levels.add(Side.SELL, mid - level, 0);
            }
            book.levels.add(Side.BUY, mid - 1, 100L + random.nextInt(900));
            book.levels.add(Side.SELL, mid + 1, 100L + random.nextInt(900));
        } else {
            Side side = direction > 0 ? Side.BUY : Side.SELL;
            book.levels.add(side, mid - side.sign() * (1L + random.nextInt(4)), 500L + random.nextInt(900));
            book.levels.add(side.opposite(), mid + side.sign() * (1L + random.nextInt(4)), 50L + random.nextInt(500));
        }
        send(book);
    }

    private void send(BookUpdate book) {
        book.exchangeTimeNanos = harness.venueTime();
        book.receiveTimeNanos = harness.nowNanos;
        harness.send(book, 0);
    }

    private void answer() {
        while (answered < harness.outputs.size()) {
            EngineHarness.Output output = harness.outputs.get(answered++);
            if (output.kind() == MessageKind.PLACE_ORDER) {
                OrderAccepted accepted = new OrderAccepted();
                accepted.orderId = output.number("orderId");
                accepted.exchangeTimeNanos = harness.venueTime();
                harness.send(accepted, 0);
            } else if (output.kind() == MessageKind.CANCEL_ORDER) {
                OrderCanceled canceled = new OrderCanceled();
                canceled.orderId = output.number("orderId");
                canceled.exchangeTimeNanos = harness.venueTime();
                harness.send(canceled, 0);
            }
        }
    }

    /** All that alpha knows, and what every signal says now. */
    String state() {
        MarketMaker market = harness.engine.market(0);
        StringBuilder text = new StringBuilder();
        market.alpha.evaluate(harness.nowNanos, market.signals);
        for (int i = 0; i < market.signals.size(); i++) {
            text.append(market.signals.kind(i))
                    .append(' ')
                    .append(market.signals.valueAt(i, harness.nowNanos))
                    .append(' ')
                    .append(market.alpha.fitted(i))
                    .append(' ')
                    .append(market.alpha.weightUsed(i))
                    .append(' ')
                    .append(market.alpha.confidence(i))
                    .append('\n');
        }
        return text.append(market.signals.volatility())
                .append(' ')
                .append(market.signals.intensity())
                .toString();
    }
}

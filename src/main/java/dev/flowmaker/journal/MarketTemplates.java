package dev.flowmaker.journal;

import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.LevelChanges;
import dev.flowmaker.core.event.MarkPrice;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.journal.sbe.BookUpdateDecoder;
import dev.flowmaker.journal.sbe.BookUpdateEncoder;
import dev.flowmaker.journal.sbe.MarkPriceDecoder;
import dev.flowmaker.journal.sbe.MarkPriceEncoder;
import dev.flowmaker.journal.sbe.TouchUpdateDecoder;
import dev.flowmaker.journal.sbe.TouchUpdateEncoder;
import dev.flowmaker.journal.sbe.TradeDecoder;
import dev.flowmaker.journal.sbe.TradeEncoder;

/** Market data. */
final class MarketTemplates {
    private MarketTemplates() {}

    static final class Book extends Template<BookUpdate, BookUpdateEncoder, BookUpdateDecoder> {
        Book() {
            super(new BookUpdate(), new BookUpdateEncoder(), new BookUpdateDecoder());
        }

        @Override
        void write(BookUpdate m) {
            out.exchangeTimeNanos(m.exchangeTimeNanos)
                    .receiveTimeNanos(m.receiveTimeNanos)
                    .updateId(m.updateId)
                    .reset(Codes.RESET_REASON.schema(m.reset));
            LevelChanges levels = m.levels;
            int count = levels.count();
            var group = out.levelsCount(count);
            for (int i = 0; i < count; i++) {
                group.next()
                        .side(Codes.SIDE.schema(levels.side(i)))
                        .priceTicks(levels.priceTicks(i))
                        .lots(levels.lots(i));
            }
        }

        @Override
        void read(BookUpdate m) {
            m.exchangeTimeNanos = in.exchangeTimeNanos();
            m.receiveTimeNanos = in.receiveTimeNanos();
            m.updateId = in.updateId();
            m.reset = Codes.RESET_REASON.core(in.resetRaw());
            m.levels.clear();
            var group = in.levels();
            while (group.hasNext()) {
                group.next();
                m.levels.add(Codes.SIDE.core(group.sideRaw()), group.priceTicks(), group.lots());
            }
        }
    }

    static final class Tape extends Template<Trade, TradeEncoder, TradeDecoder> {
        Tape() {
            super(new Trade(), new TradeEncoder(), new TradeDecoder());
        }

        @Override
        void write(Trade m) {
            out.exchangeTimeNanos(m.exchangeTimeNanos)
                    .receiveTimeNanos(m.receiveTimeNanos)
                    .tradeId(m.tradeId)
                    .priceTicks(m.priceTicks)
                    .lots(m.lots)
                    .aggressor(Codes.SIDE.schema(m.aggressor))
                    .recordedLots(m.recordedLots)
                    .recordedTicks(m.recordedTicks);
        }

        @Override
        void read(Trade m) {
            m.exchangeTimeNanos = in.exchangeTimeNanos();
            m.receiveTimeNanos = in.receiveTimeNanos();
            m.tradeId = in.tradeId();
            m.priceTicks = in.priceTicks();
            m.lots = in.lots();
            m.aggressor = Codes.SIDE.core(in.aggressorRaw());
            boolean newer = in.actingVersion() >= 3;
            m.recordedLots = newer ? in.recordedLots() : Trade.AS_SEEN;
            m.recordedTicks = newer ? in.recordedTicks() : 0;
        }
    }

    static final class Best extends Template<TouchUpdate, TouchUpdateEncoder, TouchUpdateDecoder> {
        Best() {
            super(new TouchUpdate(), new TouchUpdateEncoder(), new TouchUpdateDecoder());
        }

        @Override
        void write(TouchUpdate m) {
            out.exchangeTimeNanos(m.exchangeTimeNanos)
                    .receiveTimeNanos(m.receiveTimeNanos)
                    .updateId(m.updateId)
                    .bidTicks(m.bidTicks)
                    .bidLots(m.bidLots)
                    .askTicks(m.askTicks)
                    .askLots(m.askLots);
        }

        @Override
        void read(TouchUpdate m) {
            m.exchangeTimeNanos = in.exchangeTimeNanos();
            m.receiveTimeNanos = in.receiveTimeNanos();
            m.updateId = in.updateId();
            m.bidTicks = in.bidTicks();
            m.bidLots = in.bidLots();
            m.askTicks = in.askTicks();
            m.askLots = in.askLots();
        }
    }

    static final class Mark extends Template<MarkPrice, MarkPriceEncoder, MarkPriceDecoder> {
        Mark() {
            super(new MarkPrice(), new MarkPriceEncoder(), new MarkPriceDecoder());
        }

        @Override
        void write(MarkPrice m) {
            out.exchangeTimeNanos(m.exchangeTimeNanos)
                    .receiveTimeNanos(m.receiveTimeNanos)
                    .mark2Ticks(m.mark2Ticks)
                    .index2Ticks(m.index2Ticks)
                    .ratePpb(m.ratePpb)
                    .fundingTimeNanos(m.fundingTimeNanos);
        }

        @Override
        void read(MarkPrice m) {
            m.exchangeTimeNanos = in.exchangeTimeNanos();
            m.receiveTimeNanos = in.receiveTimeNanos();
            m.mark2Ticks = in.mark2Ticks();
            m.index2Ticks = in.index2Ticks();
            m.ratePpb = in.ratePpb();
            m.fundingTimeNanos = in.fundingTimeNanos();
        }
    }
}

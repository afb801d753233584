package dev.flowmaker.journal;

import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.Notice;
import dev.flowmaker.core.engine.QuoteLine;
import dev.flowmaker.core.engine.SignalLine;
import dev.flowmaker.core.quote.PartKind;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.journal.sbe.DecisionDecoder;
import dev.flowmaker.journal.sbe.DecisionEncoder;
import dev.flowmaker.journal.sbe.NoticeDecoder;
import dev.flowmaker.journal.sbe.NoticeEncoder;

/** What the engine thought. */
final class DecisionTemplates {
    private DecisionTemplates() {}

    static final class Quoting extends Template<Decision, DecisionEncoder, DecisionDecoder> {
        Quoting() {
            super(new Decision(), new DecisionEncoder(), new DecisionDecoder());
        }

        @Override
        void write(Decision m) {
            out.trigger((short) m.trigger.code())
                    .bidTicks(m.bidTicks)
                    .bidLots(m.bidLots)
                    .askTicks(m.askTicks)
                    .askLots(m.askLots)
                    .flowLots(m.flowLots)
                    .volatility(m.volatility)
                    .inventoryQuanta(m.inventoryQuanta)
                    .fairMicroTicks(m.fairMicroTicks)
                    .intensity(m.intensity)
                    .intensityDecay(m.intensityDecay)
                    .buyMarkoutMicroTicks(m.buyMarkoutMicroTicks)
                    .sellMarkoutMicroTicks(m.sellMarkoutMicroTicks);
            var signals = out.signalsCount(m.signals());
            for (int i = 0; i < m.signals(); i++) {
                SignalLine line = m.signal(i);
                signals.next()
                        .kind(Codes.SIGNAL_KIND.schema(line.kind))
                        .value(line.value)
                        .weight(line.weight)
                        .microTicks(line.microTicks)
                        .rank(line.rank)
                        .confidence(line.confidence);
            }
            var quotes = out.quotesCount(m.quotes());
            for (int i = 0; i < m.quotes(); i++) {
                write(m.quote(i), quotes.next());
            }
        }

        private static void write(QuoteLine line, DecisionEncoder.QuotesEncoder item) {
            item.side(Codes.SIDE.schema(line.side))
                    .level(line.level)
                    .priceTicks(line.priceTicks)
                    .lots(line.lots)
                    .verdict(Codes.VERDICT.schema(line.verdict))
                    .observed(line.observed)
                    .limit(line.limit)
                    .action(Codes.ACTION.schema(line.action))
                    .reason(Codes.REASON.schema(line.reason))
                    .orderId(line.orderId)
                    .workingPriceTicks(line.workingPriceTicks)
                    .workingLots(line.workingLots);
            PriceParts parts = line.parts;
            int count = 0;
            for (int code = 0; code < PartKind.count(); code++) {
                count += parts.get(PartKind.of(code)) == 0 ? 0 : 1;
            }
            var group = item.partsCount(count);
            for (int code = 0; code < PartKind.count(); code++) {
                PartKind part = PartKind.of(code);
                if (parts.get(part) != 0) {
                    group.next().part(Codes.PART_KIND.schema(part)).microTicks(parts.get(part));
                }
            }
        }

        @Override
        void read(Decision m) {
            m.clear();
            m.trigger = Frame.kind(in.trigger());
            m.bidTicks = in.bidTicks();
            m.bidLots = in.bidLots();
            m.askTicks = in.askTicks();
            m.askLots = in.askLots();
            m.flowLots = in.flowLots();
            m.volatility = in.volatility();
            m.inventoryQuanta = in.inventoryQuanta();
            m.fairMicroTicks = in.fairMicroTicks();
            if (in.actingVersion() >= 2) {
                m.intensity = in.intensity();
                m.intensityDecay = in.intensityDecay();
                m.buyMarkoutMicroTicks = in.buyMarkoutMicroTicks();
                m.sellMarkoutMicroTicks = in.sellMarkoutMicroTicks();
            }
            var signals = in.signals();
            while (signals.hasNext()) {
                signals.next();
                SignalLine line = m.addSignal();
                line.kind = Codes.SIGNAL_KIND.core(signals.kindRaw());
                line.value = signals.value();
                line.weight = signals.weight();
                line.microTicks = signals.microTicks();
                boolean newer = signals.actingVersion() >= 2;
                line.rank = newer ? signals.rank() : 0;
                line.confidence = newer ? signals.confidence() : 0;
            }
            var quotes = in.quotes();
            while (quotes.hasNext()) {
                read(m.addQuote(), quotes.next());
            }
        }

        private static void read(QuoteLine line, DecisionDecoder.QuotesDecoder item) {
            line.side = Codes.SIDE.core(item.sideRaw());
            line.level = item.level();
            line.priceTicks = item.priceTicks();
            line.lots = item.lots();
            line.verdict = Codes.VERDICT.core(item.verdictRaw());
            line.observed = item.observed();
            line.limit = item.limit();
            line.action = Codes.ACTION.core(item.actionRaw());
            line.reason = Codes.REASON.core(item.reasonRaw());
            line.orderId = item.orderId();
            line.workingPriceTicks = item.workingPriceTicks();
            line.workingLots = item.workingLots();
            var parts = item.parts();
            while (parts.hasNext()) {
                parts.next();
                line.parts.set(Codes.PART_KIND.core(parts.partRaw()), parts.microTicks());
            }
        }
    }

    static final class Told extends Template<Notice, NoticeEncoder, NoticeDecoder> {
        Told() {
            super(new Notice(), new NoticeEncoder(), new NoticeDecoder());
        }

        @Override
        void write(Notice m) {
            out.code(Codes.NOTICE_CODE.schema(m.code))
                    .orderId(m.orderId)
                    .first(m.first)
                    .second(m.second)
                    .venue(m.venue);
            out.text(m.text);
        }

        @Override
        void read(Notice m) {
            m.code = Codes.NOTICE_CODE.core(in.codeRaw());
            m.orderId = in.orderId();
            m.first = in.first();
            m.second = in.second();
            m.venue = in.actingVersion() < 3 ? 0 : in.venue();
            m.text = in.text();
        }
    }
}

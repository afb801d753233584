package dev.flowmaker.journal;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.command.QueryMarket;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.journal.sbe.DecimalNumberDecoder;
import dev.flowmaker.journal.sbe.MarketStatusDecoder;
import dev.flowmaker.journal.sbe.MarketStatusEncoder;
import dev.flowmaker.journal.sbe.QueryMarketDecoder;
import dev.flowmaker.journal.sbe.QueryMarketEncoder;

/** Whether a market trades and by which rules, and the question for it. */
final class StatusTemplates {
    private StatusTemplates() {}

    static final class Status extends Template<MarketStatus, MarketStatusEncoder, MarketStatusDecoder> {
        Status() {
            super(new MarketStatus(), new MarketStatusEncoder(), new MarketStatusDecoder());
        }

        @Override
        void write(MarketStatus m) {
            out.status(Codes.TRADING_STATUS.schema(m.status))
                    .source(Codes.SOURCE.schema(m.source))
                    .endsNanos(m.endsNanos)
                    .hasRules(Codes.flag(m.hasRules))
                    .leastSize(m.leastSize)
                    .mostSize(m.mostSize)
                    .leastPrice(m.leastPrice)
                    .mostPrice(m.mostPrice)
                    .leastValue(m.leastValue)
                    .makerFeePpb(m.makerFeePpb)
                    .takerFeePpb(m.takerFeePpb)
                    .initialMarginPpb(m.initialMarginPpb)
                    .maintenanceMarginPpb(m.maintenanceMarginPpb);
            out.tick().mantissa(m.tick.mantissa()).scale((short) m.tick.scale());
            out.lot().mantissa(m.lot.mantissa()).scale((short) m.lot.scale());
            out.text(m.text);
        }

        @Override
        void read(MarketStatus m) {
            m.status = Codes.TRADING_STATUS.core(in.statusRaw());
            m.source = Codes.SOURCE.core(in.sourceRaw());
            m.endsNanos = in.endsNanos();
            m.hasRules = Codes.flag(in.hasRulesRaw());
            m.tick = decimal(in.tick());
            m.lot = decimal(in.lot());
            m.leastSize = in.leastSize();
            m.mostSize = in.mostSize();
            m.leastPrice = in.leastPrice();
            m.mostPrice = in.mostPrice();
            m.leastValue = in.leastValue();
            m.makerFeePpb = in.makerFeePpb();
            m.takerFeePpb = in.takerFeePpb();
            m.initialMarginPpb = in.initialMarginPpb();
            m.maintenanceMarginPpb = in.maintenanceMarginPpb();
            m.text = in.text();
        }

        private static Decimal decimal(DecimalNumberDecoder number) {
            return new Decimal(number.mantissa(), number.scale());
        }
    }

    static final class Ask extends Template<QueryMarket, QueryMarketEncoder, QueryMarketDecoder> {
        Ask() {
            super(new QueryMarket(), new QueryMarketEncoder(), new QueryMarketDecoder());
        }

        @Override
        void write(QueryMarket m) {}

        @Override
        void read(QueryMarket m) {}
    }
}

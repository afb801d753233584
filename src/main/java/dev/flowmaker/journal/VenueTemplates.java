package dev.flowmaker.journal;

import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.Funding;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.RateLimited;
import dev.flowmaker.core.event.RequestFailed;
import dev.flowmaker.core.event.RequestNotSent;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.event.TimerFired;
import dev.flowmaker.core.event.TradesReport;
import dev.flowmaker.journal.sbe.BalanceDecoder;
import dev.flowmaker.journal.sbe.BalanceEncoder;
import dev.flowmaker.journal.sbe.ConnectionChangedDecoder;
import dev.flowmaker.journal.sbe.ConnectionChangedEncoder;
import dev.flowmaker.journal.sbe.FundingDecoder;
import dev.flowmaker.journal.sbe.FundingEncoder;
import dev.flowmaker.journal.sbe.OperatorRequestDecoder;
import dev.flowmaker.journal.sbe.OperatorRequestEncoder;
import dev.flowmaker.journal.sbe.RateLimitedDecoder;
import dev.flowmaker.journal.sbe.RateLimitedEncoder;
import dev.flowmaker.journal.sbe.RequestFailedDecoder;
import dev.flowmaker.journal.sbe.RequestFailedEncoder;
import dev.flowmaker.journal.sbe.RequestNotSentDecoder;
import dev.flowmaker.journal.sbe.RequestNotSentEncoder;
import dev.flowmaker.journal.sbe.RequestUnknownDecoder;
import dev.flowmaker.journal.sbe.RequestUnknownEncoder;
import dev.flowmaker.journal.sbe.TimerFiredDecoder;
import dev.flowmaker.journal.sbe.TimerFiredEncoder;
import dev.flowmaker.journal.sbe.TradesReportDecoder;
import dev.flowmaker.journal.sbe.TradesReportEncoder;

/** Requests that went wrong, the account, the way to the venue, timers and operators. */
final class VenueTemplates {
    private VenueTemplates() {}

    static final class Failed extends Template<RequestFailed, RequestFailedEncoder, RequestFailedDecoder> {
        Failed() {
            super(new RequestFailed(), new RequestFailedEncoder(), new RequestFailedDecoder());
        }

        @Override
        void write(RequestFailed m) {
            out.request(Codes.REQUEST_TYPE.schema(m.request))
                    .orderId(m.orderId)
                    .reason(Codes.REJECT_REASON.schema(m.reason))
                    .code(m.code)
                    .venue(m.venue);
            out.text(m.text);
        }

        @Override
        void read(RequestFailed m) {
            m.request = Codes.REQUEST_TYPE.core(in.requestRaw());
            m.orderId = in.orderId();
            m.reason = Codes.REJECT_REASON.core(in.reasonRaw());
            m.code = in.code();
            m.venue = in.actingVersion() < 3 ? 0 : in.venue();
            m.text = in.text();
        }
    }

    static final class Unknown extends Template<RequestUnknown, RequestUnknownEncoder, RequestUnknownDecoder> {
        Unknown() {
            super(new RequestUnknown(), new RequestUnknownEncoder(), new RequestUnknownDecoder());
        }

        @Override
        void write(RequestUnknown m) {
            out.request(Codes.REQUEST_TYPE.schema(m.request)).orderId(m.orderId).venue(m.venue);
            out.text(m.text);
        }

        @Override
        void read(RequestUnknown m) {
            m.request = Codes.REQUEST_TYPE.core(in.requestRaw());
            m.orderId = in.orderId();
            m.venue = in.actingVersion() < 3 ? 0 : in.venue();
            m.text = in.text();
        }
    }

    static final class NotSent extends Template<RequestNotSent, RequestNotSentEncoder, RequestNotSentDecoder> {
        NotSent() {
            super(new RequestNotSent(), new RequestNotSentEncoder(), new RequestNotSentDecoder());
        }

        @Override
        void write(RequestNotSent m) {
            out.request(Codes.REQUEST_TYPE.schema(m.request))
                    .orderId(m.orderId)
                    .reason(Codes.NOT_SENT_REASON.schema(m.reason))
                    .venue(m.venue);
        }

        @Override
        void read(RequestNotSent m) {
            m.request = Codes.REQUEST_TYPE.core(in.requestRaw());
            m.orderId = in.orderId();
            m.reason = Codes.NOT_SENT_REASON.core(in.reasonRaw());
            m.venue = in.actingVersion() < 3 ? 0 : in.venue();
        }
    }

    static final class Held extends Template<Balance, BalanceEncoder, BalanceDecoder> {
        Held() {
            super(new Balance(), new BalanceEncoder(), new BalanceDecoder());
        }

        @Override
        void write(Balance m) {
            out.exchangeTimeNanos(m.exchangeTimeNanos)
                    .asset(m.asset)
                    .freeQuanta(m.freeQuanta)
                    .lockedQuanta(m.lockedQuanta)
                    .source(Codes.SOURCE.schema(m.source))
                    .costQuanta(m.costQuanta);
        }

        @Override
        void read(Balance m) {
            m.exchangeTimeNanos = in.exchangeTimeNanos();
            m.asset = in.asset();
            m.freeQuanta = in.freeQuanta();
            m.lockedQuanta = in.lockedQuanta();
            m.source = Codes.SOURCE.core(in.sourceRaw());
            m.costQuanta = in.actingVersion() < 3 ? 0 : in.costQuanta();
        }
    }

    static final class Paid extends Template<Funding, FundingEncoder, FundingDecoder> {
        Paid() {
            super(new Funding(), new FundingEncoder(), new FundingDecoder());
        }

        @Override
        void write(Funding m) {
            out.exchangeTimeNanos(m.exchangeTimeNanos)
                    .fundingTimeNanos(m.fundingTimeNanos)
                    .ratePpb(m.ratePpb)
                    .mark2Ticks(m.mark2Ticks)
                    .quanta(m.quanta)
                    .source(Codes.SOURCE.schema(m.source));
        }

        @Override
        void read(Funding m) {
            m.exchangeTimeNanos = in.exchangeTimeNanos();
            m.fundingTimeNanos = in.fundingTimeNanos();
            m.ratePpb = in.ratePpb();
            m.mark2Ticks = in.mark2Ticks();
            m.quanta = in.quanta();
            m.source = Codes.SOURCE.core(in.sourceRaw());
        }
    }

    static final class Connection
            extends Template<ConnectionChanged, ConnectionChangedEncoder, ConnectionChangedDecoder> {
        Connection() {
            super(new ConnectionChanged(), new ConnectionChangedEncoder(), new ConnectionChangedDecoder());
        }

        @Override
        void write(ConnectionChanged m) {
            out.channel(Codes.CHANNEL.schema(m.channel)).up(Codes.flag(m.up)).venue(m.venue);
            out.text(m.text);
        }

        @Override
        void read(ConnectionChanged m) {
            m.channel = Codes.CHANNEL.core(in.channelRaw());
            m.up = Codes.flag(in.upRaw());
            m.venue = in.actingVersion() < 3 ? 0 : in.venue();
            m.text = in.text();
        }
    }

    static final class Limited extends Template<RateLimited, RateLimitedEncoder, RateLimitedDecoder> {
        Limited() {
            super(new RateLimited(), new RateLimitedEncoder(), new RateLimitedDecoder());
        }

        @Override
        void write(RateLimited m) {
            out.retryAtNanos(m.retryAtNanos).banned(Codes.flag(m.banned)).venue(m.venue);
        }

        @Override
        void read(RateLimited m) {
            m.retryAtNanos = in.retryAtNanos();
            m.banned = Codes.flag(in.bannedRaw());
            m.venue = in.actingVersion() < 3 ? 0 : in.venue();
        }
    }

    static final class Timer extends Template<TimerFired, TimerFiredEncoder, TimerFiredDecoder> {
        Timer() {
            super(new TimerFired(), new TimerFiredEncoder(), new TimerFiredDecoder());
        }

        @Override
        void write(TimerFired m) {
            out.deadlineNanos(m.deadlineNanos);
        }

        @Override
        void read(TimerFired m) {
            m.deadlineNanos = in.deadlineNanos();
        }
    }

    static final class Trades extends Template<TradesReport, TradesReportEncoder, TradesReportDecoder> {
        Trades() {
            super(new TradesReport(), new TradesReportEncoder(), new TradesReportDecoder());
        }

        @Override
        void write(TradesReport m) {
            out.fromTradeId(m.fromTradeId).lastTradeId(m.lastTradeId).complete(Codes.flag(m.complete));
        }

        @Override
        void read(TradesReport m) {
            m.fromTradeId = in.fromTradeId();
            m.lastTradeId = in.lastTradeId();
            m.complete = Codes.flag(in.completeRaw());
        }
    }

    static final class Operator extends Template<OperatorRequest, OperatorRequestEncoder, OperatorRequestDecoder> {
        Operator() {
            super(new OperatorRequest(), new OperatorRequestEncoder(), new OperatorRequestDecoder());
        }

        @Override
        void write(OperatorRequest m) {
            out.action(Codes.OPERATOR_ACTION.schema(m.action))
                    .ticket(m.ticket)
                    .limitTicks(m.limitTicks)
                    .slippagePpb(m.slippagePpb);
            out.text(m.text);
            out.parameters(m.parameters);
        }

        @Override
        void read(OperatorRequest m) {
            m.action = Codes.OPERATOR_ACTION.core(in.actionRaw());
            boolean old = in.actingVersion() < 2;
            m.ticket = old ? 0 : in.ticket();
            m.limitTicks = old ? OperatorRequest.NO_LIMIT : in.limitTicks();
            m.slippagePpb = old ? 0 : in.slippagePpb();
            m.text = in.text();
            m.parameters = in.parameters();
        }
    }
}

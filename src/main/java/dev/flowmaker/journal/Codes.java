package dev.flowmaker.journal;

import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelCause;
import dev.flowmaker.core.engine.NoticeCode;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.NotSentReason;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.event.TradingStatus;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.core.quote.PartKind;
import dev.flowmaker.core.risk.Verdict;
import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.journal.sbe.Flag;

/**
 * Pairs the constants of a core enum with those of the schema's enum of the same name. The two must agree in names and
 * order; a class that does not even load is better than a journal that means something else.
 */
final class Codes<C extends Enum<C>, S extends Enum<S>> {
    static final Codes<Side, dev.flowmaker.journal.sbe.Side> SIDE =
            new Codes<>(Side.values(), dev.flowmaker.journal.sbe.Side.values());
    static final Codes<Source, dev.flowmaker.journal.sbe.Source> SOURCE =
            new Codes<>(Source.values(), dev.flowmaker.journal.sbe.Source.values());
    static final Codes<ResetReason, dev.flowmaker.journal.sbe.ResetReason> RESET_REASON =
            new Codes<>(ResetReason.values(), dev.flowmaker.journal.sbe.ResetReason.values());
    static final Codes<Liquidity, dev.flowmaker.journal.sbe.Liquidity> LIQUIDITY =
            new Codes<>(Liquidity.values(), dev.flowmaker.journal.sbe.Liquidity.values());
    static final Codes<ContractKind, dev.flowmaker.journal.sbe.ContractKind> CONTRACT_KIND =
            new Codes<>(ContractKind.values(), dev.flowmaker.journal.sbe.ContractKind.values());
    static final Codes<CancelReason, dev.flowmaker.journal.sbe.CancelReason> CANCEL_REASON =
            new Codes<>(CancelReason.values(), dev.flowmaker.journal.sbe.CancelReason.values());
    static final Codes<RejectReason, dev.flowmaker.journal.sbe.RejectReason> REJECT_REASON =
            new Codes<>(RejectReason.values(), dev.flowmaker.journal.sbe.RejectReason.values());
    static final Codes<RequestType, dev.flowmaker.journal.sbe.RequestType> REQUEST_TYPE =
            new Codes<>(RequestType.values(), dev.flowmaker.journal.sbe.RequestType.values());
    static final Codes<NotSentReason, dev.flowmaker.journal.sbe.NotSentReason> NOT_SENT_REASON =
            new Codes<>(NotSentReason.values(), dev.flowmaker.journal.sbe.NotSentReason.values());
    static final Codes<OrderStatus, dev.flowmaker.journal.sbe.OrderStatus> ORDER_STATUS =
            new Codes<>(OrderStatus.values(), dev.flowmaker.journal.sbe.OrderStatus.values());
    static final Codes<Channel, dev.flowmaker.journal.sbe.Channel> CHANNEL =
            new Codes<>(Channel.values(), dev.flowmaker.journal.sbe.Channel.values());
    static final Codes<TradingStatus, dev.flowmaker.journal.sbe.TradingStatus> TRADING_STATUS =
            new Codes<>(TradingStatus.values(), dev.flowmaker.journal.sbe.TradingStatus.values());
    static final Codes<OperatorAction, dev.flowmaker.journal.sbe.OperatorAction> OPERATOR_ACTION =
            new Codes<>(OperatorAction.values(), dev.flowmaker.journal.sbe.OperatorAction.values());
    static final Codes<StopReason, dev.flowmaker.journal.sbe.StopReason> STOP_REASON =
            new Codes<>(StopReason.values(), dev.flowmaker.journal.sbe.StopReason.values());
    static final Codes<CancelCause, dev.flowmaker.journal.sbe.CancelCause> CANCEL_CAUSE =
            new Codes<>(CancelCause.values(), dev.flowmaker.journal.sbe.CancelCause.values());
    static final Codes<SignalKind, dev.flowmaker.journal.sbe.SignalKind> SIGNAL_KIND =
            new Codes<>(SignalKind.values(), dev.flowmaker.journal.sbe.SignalKind.values());
    static final Codes<PartKind, dev.flowmaker.journal.sbe.PartKind> PART_KIND =
            new Codes<>(PartKind.values(), dev.flowmaker.journal.sbe.PartKind.values());
    static final Codes<Verdict, dev.flowmaker.journal.sbe.Verdict> VERDICT =
            new Codes<>(Verdict.values(), dev.flowmaker.journal.sbe.Verdict.values());
    static final Codes<Action, dev.flowmaker.journal.sbe.Action> ACTION =
            new Codes<>(Action.values(), dev.flowmaker.journal.sbe.Action.values());
    static final Codes<Reason, dev.flowmaker.journal.sbe.Reason> REASON =
            new Codes<>(Reason.values(), dev.flowmaker.journal.sbe.Reason.values());
    static final Codes<NoticeCode, dev.flowmaker.journal.sbe.NoticeCode> NOTICE_CODE =
            new Codes<>(NoticeCode.values(), dev.flowmaker.journal.sbe.NoticeCode.values());

    private final C[] core;
    private final S[] schema;

    Codes(C[] core, S[] schema) {
        this.core = core;
        this.schema = schema;
        if (schema.length != core.length + 1) {
            throw new IllegalStateException(core[0].getDeclaringClass() + " and the schema differ in length");
        }
        for (int i = 0; i < core.length; i++) {
            if (!core[i].name().equals(schema[i].name())) {
                throw new IllegalStateException(
                        core[i].getDeclaringClass() + "." + core[i] + " is " + schema[i] + " in the schema");
            }
        }
    }

    S schema(C value) {
        return schema[value.ordinal()];
    }

    C core(int raw) {
        if (raw >= core.length) {
            throw unknown(core[0].getDeclaringClass().getSimpleName(), raw);
        }
        return core[raw];
    }

    static Flag flag(boolean value) {
        return value ? Flag.YES : Flag.NO;
    }

    static boolean flag(int raw) {
        if (raw > 1) {
            throw unknown("Flag", raw);
        }
        return raw == 1;
    }

    static JournalException unknown(String type, int raw) {
        return new JournalException("unknown " + type + " code " + raw, "", "read it with a newer flowmaker");
    }
}

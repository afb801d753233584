package dev.flowmaker.daemon;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Action;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts what goes into the journal, for those who watch. */
final class Tally {
    private final List<Instrument> instruments;
    private final long[] kinds = new long[256];
    private final long[] actions = new long[Action.values().length];
    private final Fills[][] fills;
    private final Set<Long> trades = new HashSet<>();
    private final long[] fairMicroTicks;
    private final long[] decisionSequence;

    /** Fills of one side of a market. */
    static final class Fills {
        long count;
        long lots;
        long notionalQuanta;
    }

    Tally(List<Instrument> instruments) {
        this.instruments = instruments;
        fairMicroTicks = new long[instruments.size()];
        decisionSequence = new long[instruments.size()];
        fills = new Fills[instruments.size()][];
        for (int i = 0; i < fills.length; i++) {
            fills[i] = new Fills[] {new Fills(), new Fills()};
        }
    }

    void count(Message message) {
        kinds[message.kind().code()]++;
        if (message instanceof Decision decision) {
            fairMicroTicks[decision.market] = decision.fairMicroTicks;
            decisionSequence[decision.market] = decision.sequence;
            for (int i = 0; i < decision.quotes(); i++) {
                actions[decision.quote(i).action.ordinal()]++;
            }
        } else if (message instanceof Fill fill && trades.add(fill.tradeId)) {
            Fills side = fills[fill.market][fill.side.ordinal()];
            side.count++;
            side.lots += fill.lots;
            side.notionalQuanta += instruments.get(fill.market).notionalQuanta(fill.priceTicks, fill.lots);
        }
    }

    long of(MessageKind kind) {
        return kinds[kind.code()];
    }

    long of(Action action) {
        return actions[action.ordinal()];
    }

    /** Of the last decision; 0 before the first, and when it had none. */
    long fairMicroTicks(int market) {
        return fairMicroTicks[market];
    }

    long decisionSequence(int market) {
        return decisionSequence[market];
    }

    Fills fills(int market, Side side) {
        return fills[market][side.ordinal()];
    }
}

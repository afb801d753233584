package dev.flowmaker.core.engine;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.inventory.Ledger;

/** What all markets of one engine share: the input in hand, the way out, the ledger, and what stops quoting everywhere. */
final class Desk {
    final EngineSettings settings;
    final Ledger ledger;
    private final Sink out;
    private final Notice notice = new Notice();
    private final boolean[] up = new boolean[Channel.values().length];

    long nowNanos;
    long inputSequence;
    boolean halted;
    boolean stopping;
    long stopDeadlineNanos = Long.MAX_VALUE;
    long rateLimitedUntilNanos;
    private long orderNumber;
    /** Trades told, each once. */
    long fills;

    Desk(EngineSettings settings, Sink out) {
        this.settings = settings;
        this.out = out;
        this.ledger = new Ledger(settings.assets().size());
    }

    /** Sends a decision, notice or command out, stamped with the input that caused it. */
    void emit(Message message, int market) {
        message.timeNanos = nowNanos;
        message.causeSequence = inputSequence;
        message.market = market;
        out.accept(message);
    }

    void notice(NoticeCode code, int market, long orderId, long first, long second) {
        notice(code, market, orderId, first, second, "");
    }

    void notice(NoticeCode code, int market, long orderId, long first, long second, String text) {
        notice.code = code;
        notice.orderId = orderId;
        notice.first = first;
        notice.second = second;
        notice.text = text;
        emit(notice, market);
    }

    long nextOrderId() {
        orderNumber++;
        return (long) settings.epoch() << 32 | orderNumber;
    }

    boolean up(Channel channel) {
        return up[channel.ordinal()];
    }

    void setUp(Channel channel, boolean isUp) {
        up[channel.ordinal()] = isUp;
    }

    boolean connected() {
        return up(Channel.MARKET_DATA) && up(Channel.USER) && up(Channel.REQUESTS);
    }

    void visitState(StateVisitor v) {
        v.begin("desk");
        nowNanos = v.int64("nowNanos", nowNanos);
        inputSequence = v.int64("inputSequence", inputSequence);
        halted = v.flag("halted", halted);
        stopping = v.flag("stopping", stopping);
        stopDeadlineNanos = v.int64("stopDeadlineNanos", stopDeadlineNanos);
        rateLimitedUntilNanos = v.int64("rateLimitedUntilNanos", rateLimitedUntilNanos);
        orderNumber = v.int64("orderNumber", orderNumber);
        fills = v.int64("fills", fills);
        for (int i = 0; i < up.length; i++) {
            up[i] = v.flag("up", up[i]);
        }
        ledger.visitState(v);
        v.end();
    }
}

package dev.flowmaker.core.risk;

import dev.flowmaker.core.StateVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All breakers of one market, or those that watch all markets, and which reactions are in force. */
public final class Breakers {
    private static final int REACTIONS = Reaction.values().length;

    /** Told when a breaker's reaction begins and ends. */
    public interface Listener {
        void tripped(Breaker breaker);

        void resumed(Breaker breaker);
    }

    private final List<Breaker> breakers = new ArrayList<>();
    private final @Nullable Breaker[] byKind = new Breaker[BreakerKind.count()];
    /** Of each reaction the first breaker that asks for it; derived. */
    private final @Nullable Breaker[] first = new Breaker[REACTIONS];

    private final Listener listener;
    /** How many are not armed; derived. */
    private int active;

    /** @param settings of every kind, by its code; those of another scope are not looked at */
    public Breakers(BreakerKind.Scope scope, List<BreakerSettings> settings, Listener listener) {
        this.listener = listener;
        for (int code = 0; code < BreakerKind.count(); code++) {
            BreakerKind kind = BreakerKind.of(code);
            if (kind.scope() == scope) {
                Breaker breaker = new Breaker(kind, settings.get(code), this);
                breakers.add(breaker);
                byKind[code] = breaker;
            }
        }
    }

    public int count() {
        return breakers.size();
    }

    public Breaker get(int index) {
        return breakers.get(index);
    }

    /** The breaker of a kind of this scope. */
    public Breaker of(BreakerKind kind) {
        Breaker breaker = byKind[kind.ordinal()];
        if (breaker == null) {
            throw new IllegalArgumentException(kind + " is not of this scope");
        }
        return breaker;
    }

    /** The first breaker whose reaction, in force now, is this one; null when none is. */
    public @Nullable Breaker asking(Reaction reaction) {
        return first[reaction.ordinal()];
    }

    void onFrame(boolean clean) {
        if (active > 0) {
            for (int i = 0; i < breakers.size(); i++) {
                if (clean) {
                    breakers.get(i).onCleanFrame();
                } else {
                    breakers.get(i).onBadFrame();
                }
            }
        }
    }

    void onTimer(long nowNanos) {
        if (active > 0) {
            for (int i = 0; i < breakers.size(); i++) {
                breakers.get(i).onTimer(nowNanos);
            }
        }
    }

    long nextDeadlineNanos() {
        long next = Long.MAX_VALUE;
        if (active > 0) {
            for (int i = 0; i < breakers.size(); i++) {
                next = StrictMath.min(next, breakers.get(i).deadlineNanos());
            }
        }
        return next;
    }

    /**
     * What a record tells of a breaker happened; for a state that is put together from records alone.
     *
     * @param name as in notices; of another scope, or of no kind that this build has, it is passed over
     */
    public void recall(String name, boolean tripped, long nowNanos, long seen, long most) {
        for (int i = 0; i < breakers.size(); i++) {
            if (breakers.get(i).kind().text().equals(name)) {
                if (tripped) {
                    breakers.get(i).hold(true, nowNanos, seen, most);
                } else {
                    breakers.get(i).armByOperator();
                }
            }
        }
    }

    void resume() {
        for (int i = 0; i < breakers.size(); i++) {
            breakers.get(i).armByOperator();
        }
    }

    void takeOver(Breakers earlier) {
        for (int i = 0; i < breakers.size(); i++) {
            breakers.get(i).takeOver(earlier.breakers.get(i));
        }
        derive();
    }

    void tripped(Breaker breaker) {
        derive();
        listener.tripped(breaker);
    }

    void resumed(Breaker breaker) {
        derive();
        listener.resumed(breaker);
    }

    private void derive() {
        Arrays.fill(first, null);
        active = 0;
        for (int i = 0; i < breakers.size(); i++) {
            Breaker breaker = breakers.get(i);
            active += breaker.state() == BreakerState.ARMED ? 0 : 1;
            int reaction = breaker.reaction().ordinal();
            if (reaction > 0 && first[reaction] == null) {
                first[reaction] = breaker;
            }
        }
    }

    void visitState(StateVisitor v) {
        v.begin("breakers");
        for (int i = 0; i < breakers.size(); i++) {
            breakers.get(i).visitState(v);
        }
        v.end();
        if (v.restoring()) {
            derive();
        }
    }
}

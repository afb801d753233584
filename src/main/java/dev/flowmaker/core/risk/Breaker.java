package dev.flowmaker.core.risk;

import dev.flowmaker.core.StateVisitor;

/**
 * One breaker as a state machine. A condition that lasts is told by {@link #hold}, one that is over as soon as it is seen
 * by {@link #hit}.
 *
 * <pre>
 *          condition                    condition over, and no operator needed
 *  ARMED ────────────▶ TRIPPED ────────────────────────────────────────▶ COOLING
 *    ▲                  │   ▲                 condition again                │
 *    │ operator         │   └────────────────────────────────────────────────┤
 *    └──────────────────┴────────────────────────────────────────────────────┘
 *                                  time up, enough clean frames, or operator
 * </pre>
 */
public final class Breaker {
    private static final BreakerState[] STATES = BreakerState.values();

    private final BreakerKind kind;
    private final BreakerSettings settings;
    private final Breakers owner;

    private BreakerState state = BreakerState.ARMED;
    /** Whether an operator has to resume, by the rule that held when it tripped. */
    private boolean forOperator;

    private long trippedNanos;
    private long coolingNanos;
    private int cleanFrames;
    private long observed;
    private long limit;

    Breaker(BreakerKind kind, BreakerSettings settings, Breakers owner) {
        this.kind = kind;
        this.settings = settings;
        this.owner = owner;
    }

    public BreakerKind kind() {
        return kind;
    }

    BreakerSettings settings() {
        return settings;
    }

    boolean watched() {
        return !settings.off();
    }

    public BreakerState state() {
        return state;
    }

    /** What is in force now; {@link Reaction#OFF} while armed. */
    public Reaction reaction() {
        return state == BreakerState.ARMED ? Reaction.OFF : settings.reaction();
    }

    /** Whether it stays tripped until an operator resumes. */
    public boolean needsOperator() {
        return forOperator && state != BreakerState.ARMED;
    }

    /** When it tripped last, event time; 0 when never. */
    public long trippedNanos() {
        return trippedNanos;
    }

    /** What its own rule for arming itself asks for; {@link #needsOperator} overrides it. */
    public ResumeRule resume() {
        return settings.resume();
    }

    /** While it cools and clean frames are counted: how many are still wanted. */
    public int cleanFramesLeft() {
        return StrictMath.max(0, settings.resume().cleanFrames() - cleanFrames);
    }

    /** What it saw when it tripped, in its kind's unit. */
    public long observed() {
        return observed;
    }

    /** What that was held against. */
    public long limit() {
        return limit;
    }

    /** Whether the condition holds now. */
    void hold(boolean condition, long nowNanos, long seen, long most) {
        if (condition) {
            trip(nowNanos, seen, most);
        } else if (state == BreakerState.TRIPPED && !forOperator) {
            cool(nowNanos);
        }
    }

    /** The condition was met, and is over. */
    void hit(long nowNanos, long seen, long most) {
        trip(nowNanos, seen, most);
        if (state == BreakerState.TRIPPED && !forOperator) {
            cool(nowNanos);
        }
    }

    /** What the condition is made of happened again, though too few times: while it cools, it cools anew. */
    void disturb(long nowNanos) {
        if (state == BreakerState.COOLING) {
            cool(nowNanos);
        }
    }

    private void trip(long nowNanos, long seen, long most) {
        if (settings.off() || state == BreakerState.TRIPPED) {
            return;
        }
        boolean first = state == BreakerState.ARMED;
        state = BreakerState.TRIPPED;
        if (first) {
            forOperator = settings.resume().kind() == ResumeRule.Kind.BY_OPERATOR;
            trippedNanos = nowNanos;
            observed = seen;
            limit = most;
            owner.tripped(this);
        }
    }

    private void cool(long nowNanos) {
        state = BreakerState.COOLING;
        coolingNanos = nowNanos;
        cleanFrames = 0;
    }

    /** A book frame passed in which nothing was wrong. */
    void onCleanFrame() {
        if (state == BreakerState.COOLING && settings.resume().kind() == ResumeRule.Kind.AFTER_CLEAN) {
            cleanFrames++;
            if (cleanFrames >= settings.resume().cleanFrames()) {
                arm();
            }
        }
    }

    /** A book frame passed in which something was wrong: clean ones are counted anew. */
    void onBadFrame() {
        cleanFrames = 0;
    }

    void onTimer(long nowNanos) {
        if (nowNanos >= deadlineNanos()) {
            arm();
        }
    }

    /** When it will have cooled down; Long.MAX_VALUE when that is no matter of time. */
    public long deadlineNanos() {
        return state == BreakerState.COOLING && settings.resume().kind() == ResumeRule.Kind.AFTER_TIME
                ? coolingNanos + settings.resume().nanos()
                : Long.MAX_VALUE;
    }

    /** An operator resumes. */
    void armByOperator() {
        if (state != BreakerState.ARMED) {
            arm();
        }
    }

    private void arm() {
        state = BreakerState.ARMED;
        forOperator = false;
        owner.resumed(this);
    }

    /** Stays tripped when an earlier session's needed an operator and none came. */
    void takeOver(Breaker earlier) {
        if (settings.off() || !earlier.needsOperator()) {
            return;
        }
        state = BreakerState.TRIPPED;
        forOperator = true;
        trippedNanos = earlier.trippedNanos;
        observed = earlier.observed;
        limit = earlier.limit;
    }

    void visitState(StateVisitor v) {
        v.begin(kind.text());
        state = v.symbol("state", state, STATES);
        forOperator = v.flag("forOperator", forOperator);
        trippedNanos = v.int64("trippedNanos", trippedNanos);
        coolingNanos = v.int64("coolingNanos", coolingNanos);
        cleanFrames = v.int32("cleanFrames", cleanFrames);
        observed = v.int64("observed", observed);
        limit = v.int64("limit", limit);
        v.end();
    }
}

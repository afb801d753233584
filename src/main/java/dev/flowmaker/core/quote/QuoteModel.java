package dev.flowmaker.core.quote;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;

/**
 * Where the first quote of each side belongs: around mid + alpha + {@link #driftMicroTicks} + {@link
 * #inventoryMicroTicks}, at {@link #halfSpreadMicroTicks} from it and {@link #queueMicroTicks} farther. All in
 * millionths of a tick. What is the same for all models, floors, widening, levels, rounding, is {@link QuotePricer}'s.
 */
interface QuoteModel {
    /** Takes in one evaluation. The other methods speak of it, and only after READY. */
    Readiness prepare(ModelInput in);

    /** How far inventory moves this side's quote; positive is up. */
    long inventoryMicroTicks(Side side);

    /** What the model's drift term moves both quotes beyond alpha itself; positive is up. */
    default long driftMicroTicks() {
        return 0;
    }

    /** Distance outward. */
    long halfSpreadMicroTicks(Side side);

    /** One tick farther out (positive), nearer (negative), or 0. */
    default long queueMicroTicks(Side side) {
        return 0;
    }

    /** Whether the model quotes this side at all at this inventory. */
    default boolean quotes(Side side) {
        return true;
    }

    /** What is kept from one evaluation to the next. */
    default void visitState(StateVisitor visitor) {}

    static QuoteModel of(QuoteSettings settings) {
        ModelSettings model = settings.model();
        return switch (model.kind()) {
            case FIXED -> new FixedSpread(settings);
            case AVELLANEDA_STOIKOV -> new AvellanedaStoikovModel(model);
            case GLFT -> new GlftModel(model);
            case GLFT_EXACT -> new GlftExactModel(model);
            case JOIN -> new JoinModel(settings);
        };
    }
}

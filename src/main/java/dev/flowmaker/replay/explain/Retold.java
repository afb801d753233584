package dev.flowmaker.replay.explain;

import dev.flowmaker.core.Side;
import dev.flowmaker.replay.explain.Explanation.Check;
import dev.flowmaker.replay.explain.Explanation.Level;
import dev.flowmaker.replay.explain.Explanation.Life;
import dev.flowmaker.replay.explain.Explanation.Queue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a decision made once more tells beyond its record. */
interface Retold {
    /** The input that led to it, as text. */
    String input();

    /** Whether this build decided the same, bit for bit. */
    boolean agrees();

    /** The first levels without our orders. */
    List<Level> book();

    /** Checks of the order of a side at a price and size; none when there were none. */
    List<Check> checks(Side side, long priceTicks, long lots);

    /** What was ahead of its order until it was filled first or ended; null when it never came onto the book meanwhile. */
    @Nullable
    Queue follow(Life life, int market);
}

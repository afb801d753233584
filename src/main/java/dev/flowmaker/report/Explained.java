package dev.flowmaker.report;

import java.util.Set;
import java.util.function.BiConsumer;

/** Who tells, in words for people, why orders were placed and what became of them. */
public interface Explained {
    /** Nobody does. */
    Explained NOTHING = (orders, into) -> {};

    /**
     * Tells of filled orders of the journal that is reported.
     *
     * @param into takes an order's id and its text; not called for one of which nothing can be told
     */
    void tell(Set<Long> orders, BiConsumer<Long, String> into);
}

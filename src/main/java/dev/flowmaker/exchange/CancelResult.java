package dev.flowmaker.exchange;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a cancel: a refusal, or the order as it ended.
 *
 * @param reject why it was refused, or null
 * @param order null when refused
 */
public record CancelResult(
        @Nullable Reject reject, @Nullable OrderInfo order) {
    static CancelResult refused(Reject reject) {
        return new CancelResult(reject, null);
    }
}

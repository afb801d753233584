package dev.flowmaker.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a placement: a refusal, or the order as it stands after trading what it could.
 *
 * @param reject why it was refused, or null
 * @param order null when refused
 * @param fills what it traded at once, in order
 */
public record PlaceResult(@Nullable Reject reject, @Nullable OrderInfo order, List<FillInfo> fills) {
    static PlaceResult refused(Reject reject) {
        return new PlaceResult(reject, null, List.of());
    }
}

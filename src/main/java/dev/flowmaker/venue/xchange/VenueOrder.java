package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.OrderStatus;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An order as a venue tells it, in its own ids and decimals. Streams tell what changed only: what was not said is null, or 0
 * for the time.
 *
 * @param venueId the venue's id of it
 * @param clientId the id we may have given it
 * @param venueSymbol its market, as the session's instruments have it
 * @param quantity at its beginning
 * @param filled of that
 * @param reason the venue's words about its end
 * @param timeNanos when it came to be so, UTC
 */
record VenueOrder(
        String venueId,
        @Nullable String clientId,
        @Nullable String venueSymbol,
        @Nullable Side side,
        @Nullable BigDecimal price,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal filled,
        @Nullable OrderStatus status,
        @Nullable String reason,
        long timeNanos) {}

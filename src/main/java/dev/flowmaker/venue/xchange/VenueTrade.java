package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.Liquidity;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A trade of the account as a venue tells it, in its own ids and decimals.
 *
 * @param id the venue's id of it
 * @param venueOrderId the order that traded
 * @param clientId the id we may have given that order; null where the venue does not say it here
 * @param venueSymbol the market, as the session's instruments have it
 * @param side of that order
 * @param fee negative is a rebate
 * @param feeAsset code of the asset it was taken in; empty when there was none
 * @param timeNanos UTC
 */
record VenueTrade(
        String id,
        String venueOrderId,
        @Nullable String clientId,
        String venueSymbol,
        Side side,
        BigDecimal price,
        BigDecimal quantity,
        BigDecimal fee,
        String feeAsset,
        Liquidity liquidity,
        long timeNanos) {}

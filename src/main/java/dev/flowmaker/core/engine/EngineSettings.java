package dev.flowmaker.core.engine;

import dev.flowmaker.core.market.Asset;
import java.util.List;

/**
 * The engine's whole configuration, in its own integers.
 *
 * @param epoch this session's number, part of every order id; larger in every later session
 * @param dedicatedAccount whether cancel-all may be used
 * @param stopTimeoutNanos how long a stop waits for the venue to confirm that no order is left
 * @param reconcile how our books are held against the venue's
 * @param assets the session's assets, by index
 * @param markets the session's markets, by index
 */
public record EngineSettings(
        int epoch,
        boolean dedicatedAccount,
        long stopTimeoutNanos,
        ReconcileSettings reconcile,
        List<Asset> assets,
        List<MarketSettings> markets) {
    /** With the usual way of reconciling. */
    public EngineSettings(
            int epoch,
            boolean dedicatedAccount,
            long stopTimeoutNanos,
            List<Asset> assets,
            List<MarketSettings> markets) {
        this(epoch, dedicatedAccount, stopTimeoutNanos, ReconcileSettings.USUAL, assets, markets);
    }
}

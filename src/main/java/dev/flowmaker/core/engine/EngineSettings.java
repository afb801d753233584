package dev.flowmaker.core.engine;

import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.risk.SharedRiskSettings;
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
 * @param risk limits and breakers over all markets
 */
public record EngineSettings(
        int epoch,
        boolean dedicatedAccount,
        long stopTimeoutNanos,
        ReconcileSettings reconcile,
        List<Asset> assets,
        List<MarketSettings> markets,
        SharedRiskSettings risk) {
    /** With the usual way of reconciling and no limits over all markets. */
    public EngineSettings(
            int epoch,
            boolean dedicatedAccount,
            long stopTimeoutNanos,
            List<Asset> assets,
            List<MarketSettings> markets) {
        this(
                epoch,
                dedicatedAccount,
                stopTimeoutNanos,
                ReconcileSettings.USUAL,
                assets,
                markets,
                SharedRiskSettings.none(assets.size()));
    }

    /** The same with limits over all markets. */
    public EngineSettings with(SharedRiskSettings newRisk) {
        return new EngineSettings(epoch, dedicatedAccount, stopTimeoutNanos, reconcile, assets, markets, newRisk);
    }
}

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
 * @param switchNanos countdown of the venue's dead man's switch; 0 where it has none or it is not wanted
 * @param feePrices what commissions in third assets are worth
 */
public record EngineSettings(
        int epoch,
        boolean dedicatedAccount,
        long stopTimeoutNanos,
        ReconcileSettings reconcile,
        List<Asset> assets,
        List<MarketSettings> markets,
        SharedRiskSettings risk,
        long switchNanos,
        List<FeePrice> feePrices) {
    /** Without prices of third assets. */
    public EngineSettings(
            int epoch,
            boolean dedicatedAccount,
            long stopTimeoutNanos,
            ReconcileSettings reconcile,
            List<Asset> assets,
            List<MarketSettings> markets,
            SharedRiskSettings risk,
            long switchNanos) {
        this(epoch, dedicatedAccount, stopTimeoutNanos, reconcile, assets, markets, risk, switchNanos, List.of());
    }

    /** Without a dead man's switch. */
    public EngineSettings(
            int epoch,
            boolean dedicatedAccount,
            long stopTimeoutNanos,
            ReconcileSettings reconcile,
            List<Asset> assets,
            List<MarketSettings> markets,
            SharedRiskSettings risk) {
        this(epoch, dedicatedAccount, stopTimeoutNanos, reconcile, assets, markets, risk, 0);
    }

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
                SharedRiskSettings.none(assets.size()),
                0);
    }

    /** The same with limits over all markets. */
    public EngineSettings with(SharedRiskSettings newRisk) {
        return new EngineSettings(
                epoch, dedicatedAccount, stopTimeoutNanos, reconcile, assets, markets, newRisk, switchNanos, feePrices);
    }

    /** The same with a dead man's switch at the venue. */
    public EngineSettings withSwitch(long nanos) {
        return new EngineSettings(
                epoch, dedicatedAccount, stopTimeoutNanos, reconcile, assets, markets, risk, nanos, feePrices);
    }

    /** The same with prices for commissions in third assets. */
    public EngineSettings with(List<FeePrice> prices) {
        return new EngineSettings(
                epoch, dedicatedAccount, stopTimeoutNanos, reconcile, assets, markets, risk, switchNanos, prices);
    }
}

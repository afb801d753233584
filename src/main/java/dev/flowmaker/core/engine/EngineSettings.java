package dev.flowmaker.core.engine;

import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.risk.SharedRiskSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine's whole configuration, in its own integers.
 *
 * @param epoch this session's number, part of every order id; larger in every later session
 * @param stopTimeoutNanos how long a stop waits for the venues to confirm that no order is left
 * @param venues the session's venues, by index
 * @param assets the session's assets, by index
 * @param markets the session's markets, by index
 * @param risk limits and breakers over all markets
 * @param feePrices what commissions in third assets are worth
 */
public record EngineSettings(
        int epoch,
        long stopTimeoutNanos,
        List<VenueTerms> venues,
        List<Asset> assets,
        List<MarketSettings> markets,
        SharedRiskSettings risk,
        List<FeePrice> feePrices) {
    public EngineSettings {
        if (risk.venues().size() != venues.size()) {
            throw new IllegalArgumentException(
                    venues.size() + " venues, and limits of " + risk.venues().size());
        }
        for (MarketSettings market : markets) {
            Instrument instrument = market.instrument();
            if (instrument.venue() >= venues.size() || instrument.quote().venue() != instrument.venue()) {
                throw new IllegalArgumentException(instrument.symbol() + " is at no one venue");
            }
        }
    }

    /** Of one venue. */
    public EngineSettings(
            int epoch,
            boolean dedicatedAccount,
            long stopTimeoutNanos,
            ReconcileSettings reconcile,
            List<Asset> assets,
            List<MarketSettings> markets,
            SharedRiskSettings risk,
            long switchNanos,
            List<FeePrice> feePrices) {
        this(
                epoch,
                stopTimeoutNanos,
                List.of(new VenueTerms(dedicatedAccount, reconcile, switchNanos)),
                assets,
                markets,
                risk,
                feePrices);
    }

    /** Of one venue without a dead man's switch and without prices of third assets. */
    public EngineSettings(
            int epoch,
            boolean dedicatedAccount,
            long stopTimeoutNanos,
            ReconcileSettings reconcile,
            List<Asset> assets,
            List<MarketSettings> markets,
            SharedRiskSettings risk) {
        this(epoch, dedicatedAccount, stopTimeoutNanos, reconcile, assets, markets, risk, 0, List.of());
    }

    /** Of one venue, with the usual way of reconciling and no limits over all markets. */
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

    /** Whether everything in a venue's markets may be canceled at once. */
    public boolean dedicatedAccount(int venue) {
        return venues.get(venue).dedicatedAccount();
    }

    /** The same with limits over all markets. */
    public EngineSettings with(SharedRiskSettings newRisk) {
        return new EngineSettings(epoch, stopTimeoutNanos, venues, assets, markets, newRisk, feePrices);
    }

    /** The same with a dead man's switch at every venue. */
    public EngineSettings withSwitch(long nanos) {
        List<VenueTerms> armed = new ArrayList<>();
        for (VenueTerms venue : venues) {
            armed.add(new VenueTerms(venue.dedicatedAccount(), venue.reconcile(), nanos));
        }
        return new EngineSettings(epoch, stopTimeoutNanos, armed, assets, markets, risk, feePrices);
    }

    /** The same with prices for commissions in third assets. */
    public EngineSettings with(List<FeePrice> prices) {
        return new EngineSettings(epoch, stopTimeoutNanos, venues, assets, markets, risk, prices);
    }
}

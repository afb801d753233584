package dev.flowmaker.core.engine;

/**
 * What a commission in a third asset is worth while no market of the session says so.
 *
 * @param asset index of the asset commissions are taken in
 * @param inAsset index of the asset its price is in
 * @param quantaPerUnit price of one unit, quanta of {@code inAsset}
 */
public record FeePrice(int asset, int inAsset, long quantaPerUnit) {}

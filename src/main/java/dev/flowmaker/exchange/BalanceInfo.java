package dev.flowmaker.exchange;

/**
 * What an account holds of an asset.
 *
 * @param asset index of the asset
 * @param freeQuanta can be spent
 * @param lockedQuanta bound in open orders
 */
public record BalanceInfo(int asset, long freeQuanta, long lockedQuanta) {}

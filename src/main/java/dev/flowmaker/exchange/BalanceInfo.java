package dev.flowmaker.exchange;

/**
 * What an account holds of an asset; of a perpetual its position.
 *
 * @param asset index of the asset
 * @param freeQuanta can be spent; of a position the contracts, with a sign
 * @param lockedQuanta bound in open orders
 * @param costQuanta of a position what it cost, quanta of what it is settled in
 */
public record BalanceInfo(int asset, long freeQuanta, long lockedQuanta, long costQuanta) {
    /** Of what is no position. */
    public BalanceInfo(int asset, long freeQuanta, long lockedQuanta) {
        this(asset, freeQuanta, lockedQuanta, 0);
    }
}

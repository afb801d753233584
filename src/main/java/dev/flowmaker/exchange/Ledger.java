package dev.flowmaker.exchange;

import dev.flowmaker.core.market.Asset;
import java.util.List;

/**
 * Who holds what, in quanta. Besides the clients there are the street, whose credit has no limit, and the fee account;
 * nothing is made or lost: the sum over all of them stays what it was.
 */
final class Ledger {
    private static final long PARTS_PER_BILLION = 1_000_000_000;

    private final long[][] free;
    private final long[][] locked;
    private final int street;
    private final int fees;

    Ledger(List<Asset> assets, List<AccountSetup> accounts) {
        street = accounts.size();
        fees = street + 1;
        free = new long[accounts.size() + 2][assets.size()];
        locked = new long[accounts.size() + 2][assets.size()];
        for (int account = 0; account < accounts.size(); account++) {
            for (int asset = 0; asset < assets.size(); asset++) {
                free[account][asset] = accounts.get(account).openingQuanta().get(asset);
            }
        }
    }

    int street() {
        return street;
    }

    int clients() {
        return street;
    }

    long free(int account, int asset) {
        return free[account][asset];
    }

    long locked(int account, int asset) {
        return locked[account][asset];
    }

    long feesTaken(int asset) {
        return free[fees][asset];
    }

    /** Everything of an asset that anybody holds: constant. */
    long total(int asset) {
        long sum = 0;
        for (int account = 0; account < free.length; account++) {
            sum = Math.addExact(sum, Math.addExact(free[account][asset], locked[account][asset]));
        }
        return sum;
    }

    void lock(int account, int asset, long quanta) {
        requireCover(account, asset, quanta, free[account][asset]);
        free[account][asset] -= quanta;
        locked[account][asset] = Math.addExact(locked[account][asset], quanta);
    }

    void unlock(int account, int asset, long quanta) {
        requireCover(account, asset, quanta, locked[account][asset]);
        locked[account][asset] -= quanta;
        free[account][asset] = Math.addExact(free[account][asset], quanta);
    }

    void pay(int from, int to, int asset, long quanta) {
        if (from != street) {
            requireCover(from, asset, quanta, free[from][asset]);
        }
        free[from][asset] = Math.subtractExact(free[from][asset], quanta);
        free[to][asset] = Math.addExact(free[to][asset], quanta);
    }

    /** Pays an account what it gained, or takes what it lost when negative; the street is who it gained it from. */
    void settle(int account, int asset, long quanta) {
        free[account][asset] = Math.addExact(free[account][asset], quanta);
        free[street][asset] = Math.subtractExact(free[street][asset], quanta);
    }

    /**
     * Takes the commission out of what an account received; a negative rate is a rebate.
     *
     * @return the commission: {@code received × rate}, the fraction of a quantum dropped
     */
    long takeCommission(int account, int asset, long receivedQuanta, long ratePpb) {
        long commission = commission(receivedQuanta, ratePpb);
        take(account, asset, commission);
        return commission;
    }

    /** The same, taken from nobody. */
    static long commission(long valueQuanta, long ratePpb) {
        long whole = valueQuanta / PARTS_PER_BILLION * ratePpb;
        long rest = valueQuanta % PARTS_PER_BILLION * ratePpb / PARTS_PER_BILLION;
        return whole + rest;
    }

    /** Takes a commission, or gives it when negative. */
    void take(int account, int asset, long commission) {
        free[account][asset] -= commission;
        free[fees][asset] += commission;
    }

    private void requireCover(int account, int asset, long quanta, long available) {
        if (quanta < 0 || quanta > available) {
            throw new IllegalStateException(
                    "account " + account + " has " + available + " of asset " + asset + ", not " + quanta);
        }
    }
}

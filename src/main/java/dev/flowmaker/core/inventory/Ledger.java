package dev.flowmaker.core.inventory;

import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.market.Instrument;

/**
 * What the account holds of each asset: by the venue's word, and by our own sum, opening plus fills minus commission. The
 * two may differ for the moment between a fill and its balance; what differs for longer is for the engine's policy, never
 * corrected here by itself. Quanta of the asset throughout.
 */
public final class Ledger {
    private static final class Account {
        boolean known;
        long freeQuanta;
        long lockedQuanta;
        long reportNanos;
        long expectedQuanta;
        long commissionQuanta;

        void visitState(StateVisitor visitor) {
            known = visitor.flag("known", known);
            freeQuanta = visitor.int64("freeQuanta", freeQuanta);
            lockedQuanta = visitor.int64("lockedQuanta", lockedQuanta);
            reportNanos = visitor.int64("reportNanos", reportNanos);
            expectedQuanta = visitor.int64("expectedQuanta", expectedQuanta);
            commissionQuanta = visitor.int64("commissionQuanta", commissionQuanta);
        }
    }

    private final Account[] accounts;

    /** @param assets number of assets in the session */
    public Ledger(int assets) {
        accounts = new Account[assets];
        java.util.Arrays.setAll(accounts, i -> new Account());
    }

    /** Takes the venue's word. The first for an asset opens its ledger; one older than what is known is ignored. */
    public void onBalance(Balance balance) {
        Account account = accounts[balance.asset];
        if (balance.exchangeTimeNanos != 0 && balance.exchangeTimeNanos < account.reportNanos) {
            return;
        }
        account.freeQuanta = balance.freeQuanta;
        account.lockedQuanta = balance.lockedQuanta;
        account.reportNanos = StrictMath.max(account.reportNanos, balance.exchangeTimeNanos);
        if (!account.known) {
            account.known = true;
            account.expectedQuanta = balance.freeQuanta + balance.lockedQuanta;
        }
    }

    /** Adds a fill of ours to our own sums. */
    public void onFill(Fill fill, Instrument instrument) {
        long base = StrictMath.multiplyExact(fill.lots, instrument.baseQuantaPerLot());
        long quote = instrument.notionalQuanta(fill.priceTicks, fill.lots);
        accounts[instrument.baseAsset()].expectedQuanta += fill.side.sign() * base;
        accounts[instrument.quoteAsset()].expectedQuanta -= fill.side.sign() * quote;
        Account fee = accounts[fill.feeAsset];
        fee.expectedQuanta -= fill.feeQuanta;
        fee.commissionQuanta += fill.feeQuanta;
    }

    /** Whether the venue told a balance of this asset. */
    public boolean known(int asset) {
        return accounts[asset].known;
    }

    public long freeQuanta(int asset) {
        return accounts[asset].freeQuanta;
    }

    /** Bound in open orders, by the venue's word. */
    public long lockedQuanta(int asset) {
        return accounts[asset].lockedQuanta;
    }

    /** Venue time of the newest balance, UTC nanoseconds; 0 when it gave none. */
    public long reportNanos(int asset) {
        return accounts[asset].reportNanos;
    }

    /** Free and locked, by the venue's word. */
    public long reportedQuanta(int asset) {
        return accounts[asset].freeQuanta + accounts[asset].lockedQuanta;
    }

    /** Opening plus fills minus commission. */
    public long expectedQuanta(int asset) {
        return accounts[asset].expectedQuanta;
    }

    /** What the venue has more than we expect; 0 before it told anything. */
    public long differenceQuanta(int asset) {
        return accounts[asset].known ? reportedQuanta(asset) - expectedQuanta(asset) : 0;
    }

    /** Makes the venue's word our own: at the opening, and the answer to a difference nobody can explain. */
    public void adopt(int asset, long quanta) {
        accounts[asset].expectedQuanta = quanta;
    }

    /** Commission paid in this asset since the session began, minus rebates. */
    public long commissionQuanta(int asset) {
        return accounts[asset].commissionQuanta;
    }

    /**
     * What a new order may use.
     *
     * @param reservedQuanta needed by placements that the venue's word may not contain yet: pending and unknown ones
     */
    public long availableQuanta(int asset, long reservedQuanta) {
        return StrictMath.max(0, accounts[asset].freeQuanta - reservedQuanta);
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("ledger");
        for (Account account : accounts) {
            account.visitState(visitor);
        }
        visitor.end();
    }
}

package dev.flowmaker.core.inventory;

import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.market.Instrument;
import java.util.Arrays;

/**
 * What the account holds of each asset: by the venue's word, and by our own sum, opening plus fills minus commission. The
 * two may differ for the moment between a fill and its balance; what differs for longer is for the engine's policy, never
 * corrected here by itself. Quanta of the asset throughout.
 *
 * <p>A perpetual's position is an asset of its own, and its trades are counted as if paid in full: of what it is settled
 * in {@link #expectedQuanta} is cash, the wallet less what open positions cost. Which trade closed what, and at which
 * entry price a venue says so, makes no difference to that; so it is what is held against the venue's word, whatever the
 * order in which trades are told.
 */
public final class Ledger {
    private static final class Account {
        boolean known;
        long freeQuanta;
        long lockedQuanta;
        long reportNanos;
        long expectedQuanta;
        long commissionQuanta;
        /** Of a position, by the venue's word and by our own sum. */
        long costQuanta;

        long expectedCostQuanta;

        void visitState(StateVisitor visitor) {
            known = visitor.flag("known", known);
            freeQuanta = visitor.int64("freeQuanta", freeQuanta);
            lockedQuanta = visitor.int64("lockedQuanta", lockedQuanta);
            reportNanos = visitor.int64("reportNanos", reportNanos);
            expectedQuanta = visitor.int64("expectedQuanta", expectedQuanta);
            commissionQuanta = visitor.int64("commissionQuanta", commissionQuanta);
            costQuanta = visitor.int64("costQuanta", costQuanta);
            expectedCostQuanta = visitor.int64("expectedCostQuanta", expectedCostQuanta);
        }
    }

    private static final int NOTHING = -1;

    private final Account[] accounts;
    /** By position what it is settled in, {@link #NOTHING} for what is no position. */
    private final int[] settledIn;

    /** @param assets number of assets in the session, positions among them */
    public Ledger(int assets) {
        accounts = new Account[assets];
        Arrays.setAll(accounts, i -> new Account());
        settledIn = new int[assets];
        Arrays.fill(settledIn, NOTHING);
    }

    /** Makes a market known: of a perpetual its base is a position. */
    public void know(Instrument instrument) {
        if (instrument.isPerpetual()) {
            settledIn[instrument.baseAsset()] = instrument.quoteAsset();
        }
    }

    /** Takes the venue's word. The first for an asset opens its ledger; one older than what is known is ignored. */
    public void onBalance(Balance balance) {
        Account account = accounts[balance.asset];
        if (balance.exchangeTimeNanos != 0 && balance.exchangeTimeNanos < account.reportNanos) {
            return;
        }
        account.freeQuanta = balance.freeQuanta;
        account.lockedQuanta = balance.lockedQuanta;
        account.costQuanta = balance.costQuanta;
        account.reportNanos = StrictMath.max(account.reportNanos, balance.exchangeTimeNanos);
        if (!account.known) {
            account.known = true;
            adopt(balance.asset, balance.freeQuanta + balance.lockedQuanta, balance.costQuanta);
        }
    }

    /** Adds a fill of ours to our own sums. */
    public void onFill(Fill fill, Instrument instrument) {
        long base = StrictMath.multiplyExact(fill.lots, instrument.baseQuantaPerLot());
        long cash = instrument.cashQuanta(fill.side, fill.priceTicks, fill.lots);
        Account held = accounts[instrument.baseAsset()];
        if (instrument.isPerpetual()) {
            held.expectedCostQuanta =
                    EntryCost.after(held.expectedQuanta, held.expectedCostQuanta, fill.side.sign() * base, cash);
        }
        held.expectedQuanta += fill.side.sign() * base;
        accounts[instrument.quoteAsset()].expectedQuanta += cash;
        Account fee = accounts[fill.feeAsset];
        fee.expectedQuanta -= fill.feeQuanta;
        fee.commissionQuanta += fill.feeQuanta;
    }

    /** Funding was received, or paid when negative. */
    public void onFunding(int asset, long quanta) {
        accounts[asset].expectedQuanta += quanta;
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

    /** Opening plus fills minus commission plus funding; what positions are settled in as if they were paid in full. */
    public long expectedQuanta(int asset) {
        return accounts[asset].expectedQuanta;
    }

    /** What the account has of an asset by our own sum, what open positions cost not taken off. */
    public long walletQuanta(int asset) {
        long wallet = accounts[asset].expectedQuanta;
        for (int position = 0; position < accounts.length; position++) {
            if (settledIn[position] == asset) {
                wallet += accounts[position].expectedCostQuanta;
            }
        }
        return wallet;
    }

    /** What a perpetual's position cost by our own sum, quanta of what it is settled in; see {@link EntryCost}. */
    public long costQuanta(int position) {
        return accounts[position].expectedCostQuanta;
    }

    /** What a position is settled in, negative for an asset that is none. */
    public int settledIn(int asset) {
        return settledIn[asset];
    }

    /** What the venue has more than we expect; 0 before it told anything. */
    public long differenceQuanta(int asset) {
        if (!accounts[asset].known) {
            return 0;
        }
        long cash = reportedQuanta(asset);
        for (int position = 0; position < accounts.length; position++) {
            if (settledIn[position] == asset) {
                cash -= accounts[position].costQuanta;
            }
        }
        return cash - expectedQuanta(asset);
    }

    /**
     * Makes the venue's word our own: at the opening, and the answer to a difference nobody can explain.
     *
     * @param quanta as in {@link #expectedQuanta}
     * @param costQuanta of a position what it cost, of anything else 0
     */
    public void adopt(int asset, long quanta, long costQuanta) {
        accounts[asset].expectedQuanta = quanta;
        accounts[asset].expectedCostQuanta = costQuanta;
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

package dev.flowmaker.report;

import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.Instrument;

/**
 * What one market earned while the journal was written, by parts, in quote quanta: the changes of the engine's own
 * {@link ProfitAndLoss} within each session, so that a journal whose beginning was deleted counts from where it begins.
 */
final class Earned {
    private boolean begun;
    private long baseSpread;
    private long baseInventory;
    private long baseFees;
    private long baseFunding;
    private long baseEquity;

    private long spreadQuanta;
    private long inventoryQuanta;
    private long feesQuanta;
    private long fundingQuanta;
    private long equityQuanta;
    private boolean exact = true;

    /** The session's state is there: what was earned before is not of this session. */
    void begin(ProfitAndLoss profit) {
        baseSpread = profit.spreadQuanta() - spreadQuanta;
        baseInventory = profit.inventoryQuanta() - inventoryQuanta;
        baseFees = profit.feesQuanta() - feesQuanta;
        baseFunding = profit.fundingQuanta() - fundingQuanta;
        baseEquity = profit.equityChangeQuanta() - equityQuanta;
        begun = true;
    }

    void observe(ProfitAndLoss profit) {
        if (!begun) {
            begin(profit);
        }
        spreadQuanta = profit.spreadQuanta() - baseSpread;
        inventoryQuanta = profit.inventoryQuanta() - baseInventory;
        feesQuanta = profit.feesQuanta() - baseFees;
        fundingQuanta = profit.fundingQuanta() - baseFunding;
        equityQuanta = profit.equityChangeQuanta() - baseEquity;
        exact &= totalQuanta() == equityQuanta && profit.identityHolds();
    }

    long spreadQuanta() {
        return spreadQuanta;
    }

    long inventoryQuanta() {
        return inventoryQuanta;
    }

    /** Paid; negative is a rebate. */
    long feesQuanta() {
        return feesQuanta;
    }

    /** Received for holding a perpetual; negative was paid. */
    long fundingQuanta() {
        return fundingQuanta;
    }

    long totalQuanta() {
        return spreadQuanta + inventoryQuanta - feesQuanta + fundingQuanta;
    }

    /** Whether at every moment the parts summed to the change of cash and position, to the last quantum. */
    boolean exact() {
        return exact;
    }

    static long mid2(ProfitAndLoss profit) {
        return profit.mid2Ticks() == Instrument.NO_PRICE ? Track.NONE : profit.mid2Ticks();
    }
}

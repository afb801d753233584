package dev.flowmaker.exchange;

import dev.flowmaker.core.market.Instrument;

/**
 * One market.
 *
 * @param instrument its rules
 * @param source where its life comes from
 * @param fills how fills in a recorded one are told
 * @param fees what it charges
 * @param funding of a perpetual
 */
public record MarketSetup(
        Instrument instrument, MarketSource source, FillModel fills, FeeSchedule fees, FundingTerms funding) {
    /** The instrument's own fees, and no funding. */
    public MarketSetup(Instrument instrument, MarketSource source, FillModel fills) {
        this(instrument, source, fills, FeeSchedule.flat(instrument), FundingTerms.NONE);
    }

    /** The careful model. */
    public MarketSetup(Instrument instrument, MarketSource source) {
        this(instrument, source, FillModel.RISK_AVERSE);
    }
}

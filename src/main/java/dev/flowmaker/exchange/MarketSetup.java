package dev.flowmaker.exchange;

import dev.flowmaker.core.market.Instrument;

/** One market: its rules and fees, and where its life comes from, and how fills in a recorded one are told. */
public record MarketSetup(Instrument instrument, MarketSource source, FillModel fills) {
    /** The careful model. */
    public MarketSetup(Instrument instrument, MarketSource source) {
        this(instrument, source, FillModel.RISK_AVERSE);
    }
}

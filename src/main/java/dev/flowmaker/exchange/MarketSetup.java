package dev.flowmaker.exchange;

import dev.flowmaker.core.market.Instrument;

/** One market: its rules and fees, and where its life comes from. */
public record MarketSetup(Instrument instrument, MarketSource source) {}

package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import java.util.List;

/** What a session is about. */
record Markets(List<Asset> assets, List<Instrument> instruments) {}

package dev.flowmaker.core.engine;

import dev.flowmaker.core.market.BookSettings;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.OrderSettings;
import dev.flowmaker.core.quote.QuoteSettings;
import dev.flowmaker.core.risk.RiskSettings;
import dev.flowmaker.core.signal.FlowSettings;

/** Everything the engine needs to know to make one market. */
public record MarketSettings(
        Instrument instrument,
        BookSettings book,
        FlowSettings flow,
        QuoteSettings quote,
        RiskSettings risk,
        OrderSettings order) {}

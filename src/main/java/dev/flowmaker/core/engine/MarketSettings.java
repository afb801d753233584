package dev.flowmaker.core.engine;

import dev.flowmaker.core.market.BookSettings;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.OrderSettings;
import dev.flowmaker.core.quote.QuoteSettings;
import dev.flowmaker.core.risk.RiskSettings;
import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.core.signal.SignalSettings;

/** Everything the engine needs to know to make one market. */
public record MarketSettings(
        Instrument instrument,
        BookSettings book,
        SignalSettings signals,
        AlphaSettings alpha,
        QuoteSettings quote,
        RiskSettings risk,
        OrderSettings order,
        PolicySettings policy) {
    /** Without questions about the market's status. */
    public MarketSettings(
            Instrument instrument,
            BookSettings book,
            SignalSettings signals,
            AlphaSettings alpha,
            QuoteSettings quote,
            RiskSettings risk,
            OrderSettings order) {
        this(instrument, book, signals, alpha, quote, risk, order, PolicySettings.NEVER_ASK);
    }
}

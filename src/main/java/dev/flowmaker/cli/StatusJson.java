package dev.flowmaker.cli;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.engine.MarginState;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.journal.live.LiveState;
import dev.flowmaker.journal.live.Pulse;
import dev.flowmaker.journal.live.SessionView;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A live state as one JSON object: prices and amounts as decimal text, times as UTC nanoseconds. */
final class StatusJson {
    private static final int MICRO_DIGITS = 6;

    private StatusJson() {}

    static JsonObject of(LiveState state, Pulse.Sign sign, double heartbeatSeconds) {
        LiveState.Daemon d = state.daemon();
        SessionView v = state.view();
        return new JsonObject()
                .put("daemon", d.name())
                .put("sign", word(sign))
                .put("heartbeatSeconds", heartbeatSeconds)
                .put("venue", d.venue())
                .put("mode", d.mode())
                .put("version", d.version())
                .put("session", d.epoch())
                .put("pid", d.pid())
                .put("startedNanos", d.startedNanos())
                .put("ended", d.ended() == null ? null : word(d.ended()))
                .put("quoting", v.quoting())
                .put("halted", v.halted())
                .put("haltConfirmed", v.haltConfirmed())
                .put("flattening", v.flattening())
                .put("stopping", v.stopping())
                .put("reconciled", v.reconciled())
                .put("connections", connections(v.up()))
                .put("openOrders", v.openOrders())
                .put("placed", v.places())
                .put("canceled", v.cancels())
                .put("inboxBytes", v.inboxBytes())
                .put("droppedMarketData", v.droppedMarketData())
                .put(
                        "outbox",
                        new JsonObject()
                                .put("cancels", v.outbox().cancels())
                                .put("places", v.outbox().places())
                                .put("queries", v.outbox().queries())
                                .put("underWay", v.outbox().underWay()))
                .put(
                        "journal",
                        new JsonObject()
                                .put("sequence", v.sequence())
                                .put("records", v.records())
                                .put("decisions", v.decisions())
                                .put("freeBytes", d.freeBytes()))
                .put("breakers", BreakerText.shared(v))
                .put("venues", v.venues().stream().map(StatusJson::venue).toList())
                .put("liveStateFailures", d.writeFailures())
                .put("alerts", d.alerts().stream().map(StatusJson::alert).toList())
                .put("markets", v.markets().stream().map(StatusJson::market).toList());
    }

    private static JsonObject connections(List<Channel> up) {
        JsonObject connections = new JsonObject();
        for (Channel channel : Channel.values()) {
            connections.put(word(channel), up.contains(channel));
        }
        return connections;
    }

    private static JsonObject venue(SessionView.Venue venue) {
        return new JsonObject()
                .put("name", venue.name())
                .put("connections", connections(venue.up()))
                .put("reconciled", venue.reconciled())
                .put("limitedUntilNanos", venue.limitedUntilNanos())
                .put("openOrders", venue.openOrders());
    }

    private static JsonObject alert(LiveState.Alert alert) {
        return new JsonObject()
                .put("timeNanos", alert.timeNanos())
                .put("severity", alert.severity())
                .put("code", alert.code())
                .put("text", alert.text())
                .put("suppressed", alert.suppressed());
    }

    private static JsonObject market(SessionView.Market m) {
        Instrument i = m.instrument();
        return new JsonObject()
                .put("symbol", i.symbol())
                .put("book", word(m.status()))
                .put("obstacle", m.obstacle() == null ? null : word(m.obstacle()))
                .put("bid", price(m, m.bidTicks()))
                .put("bidSize", i.quantityText(m.bidLots()))
                .put("ask", price(m, m.askTicks()))
                .put("askSize", i.quantityText(m.askLots()))
                .put("fair", fair(m))
                .put("flowImbalance", m.flowImbalance())
                .put("lastDecision", m.decisionSequence())
                .put("inventory", Decimal.text(m.inventoryQuanta(), i.base().scale()))
                .put(
                        "profit",
                        new JsonObject()
                                .put("total", money(m, m.profit().totalQuanta()))
                                .put("spread", money(m, m.profit().spreadQuanta()))
                                .put("inventory", money(m, m.profit().inventoryQuanta()))
                                .put("fees", money(m, -m.profit().feesQuanta()))
                                .put("funding", money(m, m.profit().fundingQuanta()))
                                .put("exact", m.profit().exact()))
                .raw(
                        "margin",
                        m.margin() == null ? "null" : margin(m, m.margin()).toString())
                .put("bought", fills(m, m.bought()))
                .put("sold", fills(m, m.sold()))
                .put(
                        "breakers",
                        m.breakers().stream()
                                .map(breaker -> BreakerText.json(breaker, i.quote()))
                                .toList())
                .put(
                        "quotes",
                        m.quotes().stream()
                                .map(quote -> new JsonObject()
                                        .put("side", word(quote.side()))
                                        .put("level", quote.level())
                                        .put("price", price(m, quote.priceTicks()))
                                        .put("size", i.quantityText(quote.openLots()))
                                        .put("state", word(quote.state())))
                                .toList());
    }

    private static JsonObject margin(SessionView.Market m, MarginState margin) {
        return new JsonObject()
                .put(
                        "position",
                        Decimal.text(
                                margin.positionQuanta(), m.instrument().base().scale()))
                .put("entryPrice", SessionText.entryPrice(m, margin))
                .put("equity", money(m, margin.equityQuanta()))
                .put(
                        "leverage",
                        margin.leverageMilli() == Long.MAX_VALUE ? null : Decimal.text(margin.leverageMilli(), 3))
                .put(
                        "liquidationDistance",
                        margin.liquidationPpb() == Long.MAX_VALUE ? null : Decimal.text(margin.liquidationPpb(), 9));
    }

    /** The fair value of the last decision, with the millionths of a tick; null when it had none. */
    static @Nullable String fair(SessionView.Market m) {
        Decimal tick = m.instrument().tick();
        return m.fairMicroTicks() == 0
                ? null
                : Decimal.text(Math.multiplyExact(m.fairMicroTicks(), tick.mantissa()), tick.scale() + MICRO_DIGITS);
    }

    private static JsonObject fills(SessionView.Market m, SessionView.SideFills fills) {
        return new JsonObject()
                .put("count", fills.count())
                .put("amount", m.instrument().quantityText(fills.lots()))
                .put("value", money(m, fills.notionalQuanta()));
    }

    private static String money(SessionView.Market m, long quanta) {
        return Decimal.text(quanta, m.instrument().quote().scale());
    }

    private static @Nullable String price(SessionView.Market m, long ticks) {
        return ticks == Instrument.NO_PRICE ? null : m.instrument().priceText(ticks);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

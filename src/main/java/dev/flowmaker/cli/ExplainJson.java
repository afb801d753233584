package dev.flowmaker.cli;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.replay.Ticks;
import dev.flowmaker.replay.explain.CheckText;
import dev.flowmaker.replay.explain.Explanation;
import dev.flowmaker.replay.explain.Explanation.Life;
import dev.flowmaker.replay.explain.Explanation.Queue;
import dev.flowmaker.replay.explain.Explanation.Scene;
import dev.flowmaker.replay.explain.Explanation.Slot;
import dev.flowmaker.replay.explain.Explanation.Taken;
import org.jspecify.annotations.Nullable;

/** An explanation for machines: integers as journaled, decimals beside them where people would want them. */
final class ExplainJson {
    private final Instrument instrument;

    private ExplainJson(Instrument instrument) {
        this.instrument = instrument;
    }

    static JsonObject of(Explanation all) {
        ExplainJson json = new ExplainJson(all.instrument());
        return new JsonObject()
                .put("asked", all.asked())
                .put("session", all.session())
                .put("market", all.instrument().symbol())
                .put("sequence", all.sequence())
                .put("timeNanos", all.timeNanos())
                .put("trigger", all.trigger().name())
                .put("input", all.input())
                .raw("notes", Json.texts(all.notes()))
                .put("scene", json.scene(all.scene()))
                .put("quotes", all.slots().stream().map(json::slot).toList());
    }

    private JsonObject scene(Scene scene) {
        JsonObject object = new JsonObject();
        price(object, "bid", scene.bidTicks()).put("bidLots", scene.bidLots());
        price(object, "ask", scene.askTicks()).put("askLots", scene.askLots());
        if (scene.microTicks() != Instrument.NO_PRICE) {
            object.put("queueWeightedMicroTicks", scene.microTicks());
        }
        return object.put("volatility", scene.volatility())
                .put("intensity", scene.intensity())
                .put("intensityDecay", scene.intensityDecay())
                .put("inventoryQuanta", scene.inventoryQuanta())
                .put(
                        "inventory",
                        Decimal.text(scene.inventoryQuanta(), instrument.base().scale()))
                .put("buyMarkoutMicroTicks", scene.buyMarkoutMicroTicks())
                .put("sellMarkoutMicroTicks", scene.sellMarkoutMicroTicks())
                .put(
                        "signals",
                        scene.signals().stream()
                                .map(signal -> new JsonObject()
                                        .put("kind", signal.kind().name())
                                        .put("rank", signal.rank())
                                        .put("value", signal.value())
                                        .put("weight", signal.weight())
                                        .put("microTicks", signal.microTicks())
                                        .put("confidence", signal.confidence()))
                                .toList())
                .put(
                        "book",
                        scene.book().stream()
                                .map(level -> {
                                    JsonObject row = new JsonObject();
                                    price(row, "bid", level.bidTicks())
                                            .put("bidLots", level.bidLots())
                                            .put("ownBidLots", level.ownBidLots());
                                    return price(row, "ask", level.askTicks())
                                            .put("askLots", level.askLots())
                                            .put("ownAskLots", level.ownAskLots());
                                })
                                .toList());
    }

    private JsonObject price(JsonObject object, String name, long ticks) {
        return ticks == Instrument.NO_PRICE
                ? object.raw(name + "Ticks", "null").raw(name, "null")
                : object.put(name + "Ticks", ticks).put(name, instrument.priceText(ticks));
    }

    private JsonObject slot(Slot slot) {
        JsonObject object = new JsonObject()
                .put("side", QuoteText.name(slot.side()))
                .put("level", slot.level())
                .put("action", slot.action().name())
                .put("reason", slot.reason().name())
                .put("why", slot.why());
        if (slot.since() != 0) {
            object.put("sinceNanos", slot.since());
        }
        price(object, "price", slot.priceTicks())
                .put("lots", slot.lots())
                .put("exact", slot.exact())
                .put(
                        "parts",
                        slot.parts().stream()
                                .map(part -> new JsonObject()
                                        .put("part", part.kind().name())
                                        .put("microTicks", part.microTicks())
                                        .put("ticks", Ticks.text(part.microTicks()))
                                        .put("price", Ticks.price(part.microTicks(), instrument)))
                                .toList());
        price(object, "working", slot.workingTicks()).put("workingLots", slot.workingLots());
        object.put("verdict", slot.verdict().name())
                .put("observed", slot.observed())
                .put("limit", slot.limit())
                .put(
                        "checks",
                        slot.checks().stream()
                                .map(check -> new JsonObject()
                                        .put("check", check.check().name())
                                        .put("observed", check.observed())
                                        .put("limit", check.limit())
                                        .put("passed", check.passed())
                                        .put(
                                                "text",
                                                CheckText.value(
                                                                check.check(),
                                                                check.observed(),
                                                                slot.side(),
                                                                instrument)
                                                        + ", "
                                                        + CheckText.relation(
                                                                check.check(), check.limit(), slot.side(), instrument)
                                                        + " "
                                                        + CheckText.value(
                                                                check.check(), check.limit(), slot.side(), instrument)))
                                .toList());
        life(object, "order", slot.life());
        return life(object, "replaced", slot.before());
    }

    private JsonObject life(JsonObject object, String name, @Nullable Life life) {
        if (life == null) {
            return object.raw(name, "null");
        }
        JsonObject order = new JsonObject()
                .put("orderId", life.orderId())
                .put("clientId", life.clientId())
                .put("placedSequence", life.placedSequence())
                .put("placedNanos", life.placedNanos());
        price(order, "price", life.priceTicks())
                .put("lots", life.lots())
                .put("acceptedNanos", life.acceptedNanos())
                .put(
                        "kept",
                        life.kept().stream()
                                .map(kept -> new JsonObject()
                                        .put("reason", kept.reason().name())
                                        .put("count", kept.count())
                                        .put("firstNanos", kept.firstNanos())
                                        .put("lastNanos", kept.lastNanos()))
                                .toList());
        Taken taken = life.taken();
        if (taken == null) {
            order.raw("taken", "null");
        } else {
            JsonObject away = new JsonObject()
                    .put("sequence", taken.sequence())
                    .put("timeNanos", taken.timeNanos())
                    .put("action", taken.action().name())
                    .put("reason", taken.reason().name())
                    .put("why", taken.why());
            order.put("taken", price(away, "wanted", taken.wantedTicks()));
        }
        Queue queue = life.queue();
        if (queue != null) {
            order.put(
                    "queue",
                    new JsonObject()
                            .put("atAcceptLots", queue.atAccept())
                            .put("atEndLots", queue.atEnd())
                            .put("tradedLots", queue.traded()));
        }
        order.put("end", life.end())
                .put("endNanos", life.endNanos())
                .put(
                        "fills",
                        life.fills().stream()
                                .map(fill -> price(
                                                new JsonObject()
                                                        .put("tradeId", fill.tradeId())
                                                        .put("timeNanos", fill.timeNanos()),
                                                "price",
                                                fill.priceTicks())
                                        .put("lots", fill.lots())
                                        .put("maker", fill.maker())
                                        .put("fee", fill.fee())
                                        .put("edgeTicks", fill.edgeTicks())
                                        .put("markout1s", fill.markouts().get(0))
                                        .put("markout10s", fill.markouts().get(1))
                                        .put("markout60s", fill.markouts().get(2)))
                                .toList());
        return object.put(name, order);
    }
}

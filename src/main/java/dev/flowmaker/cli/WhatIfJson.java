package dev.flowmaker.cli;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.replay.whatif.Baseline;
import dev.flowmaker.replay.whatif.ClosedLoop;
import dev.flowmaker.replay.whatif.ClosedLoop.Market;
import dev.flowmaker.replay.whatif.ClosedLoop.Parting;
import dev.flowmaker.replay.whatif.ClosedLoop.Profit;
import dev.flowmaker.replay.whatif.OpenLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same for machines. */
final class WhatIfJson {
    private WhatIfJson() {}

    static JsonObject of(SessionStarted started, Baseline baseline) {
        return new JsonObject()
                .put("name", started.name)
                .put("epoch", started.epoch)
                .put("mode", started.mode)
                .put("firstTimeNanos", baseline.firstNanos())
                .put("lastTimeNanos", baseline.lastNanos())
                .put("ackNanos", baseline.ackNanos())
                .put("rebuiltOutputs", baseline.rebuilt())
                .put("recorded", markets(baseline.markets()));
    }

    static JsonObject open(JsonObject object, Map<String, OpenLoop.Result> results) {
        List<JsonObject> variants = new ArrayList<>();
        results.forEach((name, result) -> variants.add(open(name, result)));
        return object.put("loop", "open").put("variants", variants);
    }

    private static JsonObject open(String name, OpenLoop.Result result) {
        JsonObject changes = new JsonObject();
        result.changes().forEach(changes::put);
        JsonObject parts = new JsonObject();
        result.parts().forEach((part, count) -> parts.put(part.name(), count));
        JsonObject object = new JsonObject()
                .put("name", name)
                .put("decisions", result.decisions())
                .put("changed", result.changed())
                .put("quotes", result.quotes())
                .put("pricesChanged", result.moved())
                .put("actionsChanged", result.acted())
                .put("bidOutwardTicks", result.bidOutwardTicks())
                .put("askOutwardTicks", result.askOutwardTicks())
                .put("changes", changes)
                .put("parts", parts);
        OpenLoop.First first = result.first();
        return first == null
                ? object.raw("first", "null")
                : object.put(
                        "first",
                        new JsonObject()
                                .put("sequence", first.sequence())
                                .put("timeNanos", first.timeNanos())
                                .put("trigger", first.trigger().name())
                                .put("quote", first.quote()));
    }

    static JsonObject closed(JsonObject object, List<WhatIfCommand.Played> played, FillModel fills) {
        return object.put("loop", "closed")
                .put("fillModel", fills.text())
                .put("variants", played.stream().map(WhatIfJson::closed).toList());
    }

    private static JsonObject closed(WhatIfCommand.Played played) {
        ClosedLoop.Result result = played.result();
        Parting parting = result.parting();
        JsonObject object = new JsonObject().put("name", played.name()).put("commands", result.commands());
        if (parting == null) {
            object.raw("first", "null");
        } else {
            object.put(
                    "first",
                    new JsonObject()
                            .put("sequence", parting.sequence())
                            .put("timeNanos", parting.timeNanos())
                            .put("trigger", parting.trigger().name())
                            .raw("recorded", command(parting.recorded()))
                            .raw("whatIf", command(parting.whatIf())));
        }
        object.put("simulated", parting != null)
                .put("ordersLost", result.lost())
                .put("notices", notices(result))
                .put("markets", markets(result.markets()));
        ClosedLoop.Result control = played.control();
        return control == null
                ? object.raw("sameSettingsSimulated", "null")
                : object.put("sameSettingsSimulated", markets(control.markets()));
    }

    private static JsonObject notices(ClosedLoop.Result result) {
        JsonObject notices = new JsonObject();
        result.notices().forEach((code, count) -> notices.put(code.name(), count));
        return notices;
    }

    private static String command(@Nullable Map<String, String> fields) {
        return fields == null ? "null" : Json.texts(fields);
    }

    private static List<JsonObject> markets(List<Market> markets) {
        return markets.stream().map(WhatIfJson::market).toList();
    }

    private static JsonObject market(Market market) {
        JsonObject object = new JsonObject()
                .put("market", market.instrument().symbol())
                .put("profit", profit(market.profit()))
                .put("recordedProfit", profit(market.recordedProfit()))
                .put("boughtFills", market.figures().fills(Side.BUY))
                .put("boughtLots", market.figures().lots(Side.BUY))
                .put("soldFills", market.figures().fills(Side.SELL))
                .put("soldLots", market.figures().lots(Side.SELL))
                .put(
                        "markouts",
                        market.figures().markouts().stream()
                                .map(markout -> new JsonObject()
                                        .put("seconds", markout.seconds())
                                        .put("ticks", markout.ticks())
                                        .put("standardError", markout.standardError())
                                        .put("fills", markout.fills()))
                                .toList())
                .put("lastInventoryQuanta", market.figures().lastInventory())
                .put("leastInventoryQuanta", market.figures().leastInventory())
                .put("mostInventoryQuanta", market.figures().mostInventory())
                .put("bidUptime", market.figures().uptime(Side.BUY))
                .put("askUptime", market.figures().uptime(Side.SELL))
                .put("bothUptime", market.figures().uptimeBoth())
                .put("decisions", market.figures().decisions());
        JsonObject actions = new JsonObject();
        market.figures().actions().forEach((action, count) -> actions.put(action.name(), count));
        JsonObject reasons = new JsonObject();
        market.figures().reasons().forEach((reason, count) -> reasons.put(reason.name(), count));
        return object.put("actions", actions).put("reasons", reasons);
    }

    private static JsonObject profit(Profit profit) {
        return new JsonObject()
                .put("spreadQuanta", profit.spreadQuanta())
                .put("inventoryQuanta", profit.inventoryQuanta())
                .put("feesQuanta", profit.feesQuanta())
                .put("fundingQuanta", profit.fundingQuanta())
                .put("totalQuanta", profit.totalQuanta());
    }
}

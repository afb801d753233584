package dev.flowmaker.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.tape.TapeFindings;
import dev.flowmaker.replay.figures.MarketFigures;
import dev.flowmaker.replay.figures.Markout;
import dev.flowmaker.research.backtest.BacktestResult;
import dev.flowmaker.research.backtest.ModelRuns;
import dev.flowmaker.research.backtest.ModelSpread;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** A backtest's result as one JSON object. Money is exact decimals in text, shares are fractions. */
final class BacktestJson {
    private BacktestJson() {}

    static String of(BacktestResult result) {
        return text(json -> write(result, json));
    }

    /** Each model's own session, the same orders under each, and of both how far apart they are in each market. */
    static String of(ModelRuns runs) {
        return text(json -> {
            json.writeStartObject();
            write(runs.sessions(), json);
            json.writeObjectFieldStart("sameOrders");
            json.writeStringField("base", runs.base().text());
            write(runs.sameOrders(), json);
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static void write(List<BacktestResult> results, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("models");
        for (BacktestResult result : results) {
            write(result, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("spread");
        for (int i = 0; i < results.get(0).markets().size(); i++) {
            writeSpread(ModelSpread.of(results, i), json);
        }
        json.writeEndArray();
    }

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private static String text(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void writeSpread(ModelSpread spread, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("market", spread.instrument().symbol());
        for (ModelSpread.Row row : spread.rows()) {
            json.writeObjectFieldStart(row.figure().key());
            number(json, "least", row.least());
            number(json, "most", row.most());
            number(json, "range", row.most() - row.least());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(BacktestResult result, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("fillModel", result.fills().text());
        json.writeNumberField("firstNanos", result.firstNanos());
        json.writeNumberField("lastNanos", result.lastNanos());
        json.writeNumberField("records", result.records());
        json.writeNumberField("seconds", result.seconds());
        json.writeStringField("ended", result.reason().name());
        json.writeArrayFieldStart("markets");
        for (BacktestResult.Market market : result.markets()) {
            write(market, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(BacktestResult.Market market, JsonGenerator json) throws IOException {
        Instrument instrument = market.instrument();
        MarketFigures figures = market.figures();
        json.writeStartObject();
        json.writeStringField("market", instrument.symbol());
        json.writeObjectFieldStart("fills");
        json.writeNumberField("bought", figures.fills(Side.BUY));
        json.writeNumberField("sold", figures.fills(Side.SELL));
        json.writeStringField("boughtQuantity", instrument.quantityText(figures.lots(Side.BUY)));
        json.writeStringField("soldQuantity", instrument.quantityText(figures.lots(Side.SELL)));
        json.writeNumberField("maker", figures.makerFills());
        json.writeStringField("beyondTheTape", instrument.quantityText(market.unrecordedLots()));
        json.writeEndObject();
        json.writeArrayFieldStart("markouts");
        for (Markout markout : figures.markouts()) {
            json.writeStartObject();
            json.writeNumberField("seconds", markout.seconds());
            number(json, "ticks", markout.ticks());
            number(json, "standardError", markout.standardError());
            json.writeNumberField("fills", markout.fills());
            json.writeEndObject();
        }
        json.writeEndArray();
        ProfitAndLoss profit = market.profit();
        json.writeObjectFieldStart("profit");
        json.writeStringField("asset", instrument.quote().code());
        money(json, "total", profit.totalQuanta(), instrument);
        money(json, "spread", profit.spreadQuanta(), instrument);
        money(json, "inventory", profit.inventoryQuanta(), instrument);
        money(json, "fees", profit.feesQuanta(), instrument);
        money(json, "funding", profit.fundingQuanta(), instrument);
        json.writeBooleanField("identityHolds", profit.identityHolds());
        json.writeEndObject();
        double perBase = Math.pow(10, -instrument.base().scale());
        json.writeObjectFieldStart("inventory");
        number(json, "mean", figures.meanInventory() * perBase);
        double deviation = figures.inventoryDeviation() * perBase;
        number(json, "deviation", deviation);
        number(json, "variance", deviation * deviation);
        number(json, "least", figures.leastInventory() * perBase);
        number(json, "most", figures.mostInventory() * perBase);
        number(json, "last", figures.lastInventory() * perBase);
        json.writeEndObject();
        json.writeObjectFieldStart("uptime");
        number(json, "bid", figures.uptime(Side.BUY));
        number(json, "ask", figures.uptime(Side.SELL));
        number(json, "both", figures.uptimeBoth());
        json.writeEndObject();
        json.writeNumberField("decisions", figures.decisions());
        json.writeObjectFieldStart("actions");
        for (var action : figures.actions().entrySet()) {
            json.writeNumberField(action.getKey().name(), action.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("reasons");
        for (var reason : figures.reasons().entrySet()) {
            json.writeNumberField(reason.getKey().name(), reason.getValue());
        }
        json.writeEndObject();
        number(json, "signalsMovedShare", figures.movedShare());
        number(json, "meanShiftTicks", figures.meanShiftTicks());
        json.writeNumberField("restarts", market.restarts());
        json.writeArrayFieldStart("findings");
        for (TapeFindings.Finding finding : market.findings()) {
            json.writeStartObject();
            json.writeStringField("kind", finding.kind().name());
            json.writeNumberField("count", finding.count());
            json.writeStringField("first", finding.first());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void money(JsonGenerator json, String name, long quanta, Instrument instrument) throws IOException {
        json.writeStringField(name, Decimal.text(quanta, instrument.quote().scale()));
    }

    private static void number(JsonGenerator json, String name, double value) throws IOException {
        json.writeFieldName(name);
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }
}

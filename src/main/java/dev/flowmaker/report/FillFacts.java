package dev.flowmaker.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.journal.FieldPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A market's fills for the page: what its table shows as columns of integers, and why each order was there as JSON. */
final class FillFacts {
    private FillFacts() {}

    /** Time in microseconds, side, price, lots, value in quanta, markouts after 1, 10 and 60 s in half ticks, record. */
    static Blob columns(MarketStory market) {
        List<MarketStory.FillRow> fills = market.fills();
        long[][] columns = new long[9][fills.size()];
        for (int i = 0; i < fills.size(); i++) {
            MarketStory.FillRow fill = fills.get(i);
            long[] markouts = market.markouts().of(i);
            columns[0][i] = fill.timeNanos() / 1_000;
            columns[1][i] = fill.side().sign();
            columns[2][i] = fill.priceTicks();
            columns[3][i] = fill.lots();
            columns[4][i] = market.instrument().notionalQuanta(fill.priceTicks(), fill.lots());
            columns[5][i] = markouts[horizon(1_000)];
            columns[6][i] = markouts[horizon(10_000)];
            columns[7][i] = markouts[horizon(60_000)];
            columns[8][i] = fill.sequence();
        }
        Blob blob = new Blob();
        for (long[] column : columns) {
            blob.column(column);
        }
        return blob;
    }

    private static int horizon(long millis) {
        for (int h = 0; h < Markouts.HORIZON_MILLIS.length; h++) {
            if (Markouts.HORIZON_MILLIS[h] == millis) {
                return h;
            }
        }
        throw new IllegalArgumentException("no such horizon: " + millis);
    }

    /** A JSON array, an object for each fill. */
    static String details(MarketStory market, List<Asset> assets) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            out.writeStartArray();
            for (int i = 0; i < market.fills().size(); i++) {
                detail(out, market, assets, i);
            }
            out.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void detail(JsonGenerator out, MarketStory market, List<Asset> assets, int index)
            throws IOException {
        MarketStory.FillRow fill = market.fills().get(index);
        Instrument instrument = market.instrument();
        out.writeStartObject();
        out.writeStringField("order", Long.toString(fill.orderId()));
        out.writeStringField("trade", Long.toString(fill.tradeId()));
        out.writeStringField("liquidity", Facts.word(fill.liquidity()));
        out.writeStringField(
                "value",
                Decimal.text(
                        instrument.notionalQuanta(fill.priceTicks(), fill.lots()),
                        instrument.quote().scale()));
        out.writeStringField("fee", assets.get(fill.feeAsset()).text(fill.feeQuanta()));
        if (fill.mid2() != Track.NONE) {
            out.writeNumberField("midHalfTicks", fill.mid2());
        }
        out.writeNumberField("flow", fill.flow());
        out.writeStringField(
                "inventory",
                Decimal.text(fill.inventoryQuanta(), instrument.base().scale()));
        if (fill.ageNanos() >= 0) {
            out.writeNumberField("ageNanos", fill.ageNanos());
        }
        out.writeArrayFieldStart("markouts");
        for (long value : market.markouts().of(index)) {
            if (value == Markouts.UNKNOWN) {
                out.writeNull();
            } else {
                out.writeNumber(value);
            }
        }
        out.writeEndArray();
        placed(out, instrument, fill.placed());
        out.writeEndObject();
    }

    private static void placed(JsonGenerator out, Instrument instrument, @Nullable Placed placed) throws IOException {
        if (placed == null) {
            return;
        }
        out.writeObjectFieldStart("placed");
        out.writeNumberField("sequence", placed.sequence());
        out.writeNumberField("micros", placed.timeNanos() / 1_000);
        out.writeNumberField("level", placed.level());
        out.writeNumberField("priceTicks", placed.priceTicks());
        out.writeStringField("quantity", instrument.quantityText(placed.lots()));
        out.writeBooleanField("sums", placed.sums());
        out.writeArrayFieldStart("parts");
        for (Placed.Part part : placed.parts()) {
            out.writeStartArray();
            out.writeString(Facts.word(part.kind()));
            out.writeNumber(part.microTicks());
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("signals");
        for (Placed.Signal signal : placed.signals()) {
            out.writeStartArray();
            out.writeString(Facts.word(signal.kind()) + (signal.rank() == 0 ? "" : " " + signal.rank()));
            out.writeRawValue(real(signal.value()));
            out.writeRawValue(real(signal.weight()));
            out.writeNumber(signal.microTicks());
            out.writeRawValue(real(signal.confidence()));
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeStringField("verdict", Facts.word(placed.verdict()));
        out.writeNumberField("observed", placed.observed());
        out.writeNumberField("limit", placed.limit());
        out.writeStringField("reason", Facts.word(placed.reason()));
        if (placed.bidTicks() != Instrument.NO_PRICE && placed.askTicks() != Instrument.NO_PRICE) {
            out.writeNumberField("bidTicks", placed.bidTicks());
            out.writeStringField("bidQuantity", instrument.quantityText(placed.bidLots()));
            out.writeNumberField("askTicks", placed.askTicks());
            out.writeStringField("askQuantity", instrument.quantityText(placed.askLots()));
        }
        out.writeFieldName("volatility");
        out.writeRawValue(real(placed.volatility()));
        out.writeStringField(
                "inventory",
                Decimal.text(placed.inventoryQuanta(), instrument.base().scale()));
        out.writeNumberField("fairMicroTicks", placed.fairMicroTicks());
        out.writeNumberField("markoutMicroTicks", placed.markoutMicroTicks());
        out.writeEndObject();
    }

    private static String real(double value) {
        return Double.isFinite(value) ? Double.toString(value) : FieldPrinter.quoted(Double.toString(value));
    }
}

package dev.flowmaker.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report's numbers as one JSON object, which its page shows; amounts as the exact decimals of the engine's integers. */
final class Facts {
    private final Story story;
    private final JsonGenerator out;

    private Facts(Story story, JsonGenerator out) {
        this.story = story;
        this.out = out;
    }

    static String of(Story story, String title, String version) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            new Facts(story, out).write(title, version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void write(String title, String version) throws IOException {
        out.writeStartObject();
        out.writeStringField("title", title);
        out.writeStringField("version", version);
        out.writeNumberField("fromNanos", story.firstNanos());
        out.writeNumberField("toNanos", story.lastNanos());
        proof();
        sessions();
        totals();
        out.writeArrayFieldStart("markets");
        for (int i = 0; i < story.markets().size(); i++) {
            market(i, story.markets().get(i));
        }
        out.writeEndArray();
        timeline();
        out.writeEndObject();
    }

    private void proof() throws IOException {
        out.writeObjectFieldStart("proof");
        out.writeBooleanField("identical", story.proof().identical());
        out.writeNumberField("records", story.proof().records());
        out.writeStringField("difference", story.proof().difference());
        out.writeNumberField("decisions", story.count(MessageKind.DECISION));
        long commands = 0;
        for (MessageKind kind : MessageKind.values()) {
            commands += kind.family() == MessageKind.Family.COMMAND ? story.count(kind) : 0;
        }
        out.writeNumberField("commands", commands);
        out.writeNumberField("longestPauseNanos", story.longestPauseNanos());
        out.writeObjectFieldStart("kinds");
        for (MessageKind kind : MessageKind.values()) {
            if (story.count(kind) > 0) {
                out.writeNumberField(word(kind), story.count(kind));
            }
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private void sessions() throws IOException {
        out.writeArrayFieldStart("sessions");
        for (Story.Session session : story.sessions()) {
            out.writeStartObject();
            out.writeNumberField("epoch", session.epoch);
            out.writeStringField("name", session.name);
            out.writeStringField("mode", session.mode);
            out.writeStringField("version", session.version);
            out.writeStringField("jdk", session.jdk);
            out.writeNumberField("fromNanos", session.firstNanos);
            out.writeNumberField("toNanos", session.lastNanos);
            out.writeStringField("end", session.end.toLowerCase(Locale.ROOT).replace('_', ' '));
            out.writeStringField("configuration", session.configuration);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** By quote asset: what differs in it cannot be added. */
    private void totals() throws IOException {
        out.writeArrayFieldStart("totals");
        for (Map.Entry<String, Equity> entry : story.equityByAsset().entrySet()) {
            long spread = 0;
            long inventory = 0;
            long fees = 0;
            long funding = 0;
            boolean perpetual = false;
            long volume = 0;
            int fills = 0;
            boolean exact = true;
            Asset asset = new Asset(entry.getKey(), 0);
            for (MarketStory market : story.markets()) {
                if (story.money(market.instrument()).equals(entry.getKey())) {
                    asset = market.instrument().quote();
                    spread += market.earned().spreadQuanta();
                    inventory += market.earned().inventoryQuanta();
                    fees += market.earned().feesQuanta();
                    funding += market.earned().fundingQuanta();
                    perpetual |= market.instrument().isPerpetual();
                    volume += market.volumeQuanta();
                    fills += market.fills().size();
                    exact &= market.earned().exact();
                }
            }
            out.writeStartObject();
            out.writeStringField("asset", asset.code());
            out.writeStringField("money", entry.getKey());
            whole(asset, spread + inventory - fees + funding, volume);
            parts(asset, spread, inventory, fees);
            funding(perpetual, asset, funding);
            out.writeBooleanField("exact", exact);
            out.writeNumberField("fills", fills);
            performance(entry.getValue(), asset);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void parts(Asset asset, long spread, long inventory, long fees) throws IOException {
        out.writeStringField("spread", Decimal.text(spread, asset.scale()));
        out.writeStringField("inventory", Decimal.text(inventory, asset.scale()));
        out.writeStringField("fees", Decimal.text(-fees, asset.scale()));
    }

    private void whole(Asset asset, long total, long volume) throws IOException {
        out.writeStringField("total", Decimal.text(total, asset.scale()));
        out.writeStringField("volume", Decimal.text(volume, asset.scale()));
        number("basisPoints", volume == 0 ? Double.NaN : 1e4 * total / volume);
    }

    /** Only of perpetuals: spot markets know none. */
    private void funding(boolean perpetual, Asset asset, long funding) throws IOException {
        if (perpetual) {
            out.writeStringField("funding", Decimal.text(funding, asset.scale()));
        }
    }

    private void performance(Equity equity, Asset asset) throws IOException {
        Equity.Sharpe sharpe = equity.sharpe();
        out.writeObjectFieldStart("sharpe");
        out.writeNumberField("seconds", sharpe.seconds());
        out.writeNumberField("changes", sharpe.changes());
        number("ratio", sharpe.ratio());
        number("standardError", sharpe.standardError());
        number("annual", sharpe.annual());
        number("annualError", sharpe.annualError());
        out.writeEndObject();
        out.writeObjectFieldStart("drawdown");
        out.writeStringField("amount", Decimal.text(equity.drawdownQuanta(), asset.scale()));
        out.writeNumberField("fromNanos", equity.drawdownFromNanos());
        out.writeNumberField("toNanos", equity.drawdownToNanos());
        out.writeEndObject();
    }

    private void market(int index, MarketStory market) throws IOException {
        Instrument instrument = market.instrument();
        out.writeStartObject();
        out.writeStringField("symbol", instrument.symbol());
        out.writeStringField("base", instrument.base().code());
        out.writeStringField("quote", instrument.quote().code());
        out.writeStringField("money", story.money(instrument));
        out.writeStringField("tick", instrument.tick().toString());
        out.writeStringField("lot", instrument.lot().toString());
        out.writeNumberField("baseScale", instrument.base().scale());
        out.writeNumberField("quoteScale", instrument.quote().scale());
        Earned earned = market.earned();
        Asset quote = instrument.quote();
        whole(quote, earned.totalQuanta(), market.volumeQuanta());
        parts(quote, earned.spreadQuanta(), earned.inventoryQuanta(), earned.feesQuanta());
        funding(instrument.isPerpetual(), quote, earned.fundingQuanta());
        out.writeBooleanField("exact", earned.exact());
        performance(market.equity(), instrument.quote());
        otherFees(market);
        traded(market);
        quoted(market);
        orders(market);
        latencies(market);
        markouts(market);
        counts("actions", market.actions());
        counts("reasons", market.reasons());
        counts("resets", market.resets());
        out.writeNumberField("books", market.books());
        out.writeNumberField("touches", market.touches());
        out.writeNumberField("trades", market.trades());
        out.writeNumberField("decisions", market.decisions());
        out.writeNumberField("foreign", market.foreign());
        out.writeObjectFieldStart("track");
        out.writeNumberField("widthNanos", market.track().widthNanos());
        out.writeNumberField("rowsSeen", market.track().rowsSeen());
        out.writeStringField("id", "track" + index);
        out.writeStringField("fills", "fills" + index);
        out.writeStringField("reasons", "placed" + index);
        out.writeStringField("explained", "explained" + index);
        out.writeEndObject();
        out.writeEndObject();
    }

    private void otherFees(MarketStory market) throws IOException {
        out.writeArrayFieldStart("otherFees");
        for (Map.Entry<Integer, Long> fee : market.otherFees().entrySet()) {
            out.writeString(story.assets().get(fee.getKey()).text(fee.getValue()));
        }
        out.writeEndArray();
    }

    private void traded(MarketStory market) throws IOException {
        Instrument instrument = market.instrument();
        for (Side side : Side.values()) {
            out.writeObjectFieldStart(side == Side.BUY ? "bought" : "sold");
            out.writeNumberField("fills", market.fills(side));
            out.writeStringField("quantity", instrument.quantityText(market.lots(side)));
            out.writeStringField(
                    "value",
                    Decimal.text(market.notionalQuanta(side), instrument.quote().scale()));
            out.writeEndObject();
        }
        out.writeNumberField("makers", market.makers());
        out.writeObjectFieldStart("position");
        int scale = instrument.base().scale();
        out.writeStringField("last", Decimal.text(market.inventoryQuanta(), scale));
        out.writeStringField("least", Decimal.text(market.leastInventory(), scale));
        out.writeStringField("most", Decimal.text(market.mostInventory(), scale));
        out.writeEndObject();
    }

    private void quoted(MarketStory market) throws IOException {
        QuoteTime time = market.quoteTime();
        double lot = Double.parseDouble(market.instrument().lot().toString());
        out.writeObjectFieldStart("quoting");
        number("seconds", time.seconds());
        number("bookGood", time.goodShare());
        number("bid", time.uptime(Side.BUY));
        number("ask", time.uptime(Side.SELL));
        number("both", time.uptimeBoth());
        number("touchBid", time.touchShare(Side.BUY));
        number("touchAsk", time.touchShare(Side.SELL));
        number("spreadTicks", time.spreadTicks());
        number("bookSpreadTicks", time.bookSpreadTicks());
        number("ourBid", lot * time.ourLotsAtTouch(Side.BUY));
        number("ourAsk", lot * time.ourLotsAtTouch(Side.SELL));
        number("bookBid", lot * time.bookLotsAtTouch(Side.BUY));
        number("bookAsk", lot * time.bookLotsAtTouch(Side.SELL));
        out.writeEndObject();
    }

    private void orders(MarketStory market) throws IOException {
        OrderCounts orders = market.orders();
        out.writeObjectFieldStart("orders");
        out.writeNumberField("placed", orders.placed());
        out.writeNumberField("filled", orders.filled());
        out.writeNumberField("completed", orders.completed());
        out.writeNumberField("cancels", orders.cancels());
        out.writeNumberField("canceled", orders.canceled());
        out.writeNumberField("rejected", orders.rejected());
        out.writeNumberField("trades", orders.trades());
        number("fillRatio", (double) orders.filled() / orders.placed());
        number("fillRatioLots", (double) orders.filledLots() / orders.placedLots());
        number("orderToTrade", (double) (orders.placed() + orders.cancels()) / orders.trades());
        out.writeEndObject();
    }

    private void latencies(MarketStory market) throws IOException {
        out.writeArrayFieldStart("latencies");
        for (Map<String, Histogram> group : List.of(market.orders().latencies(), market.feeds())) {
            for (Map.Entry<String, Histogram> entry : group.entrySet()) {
                Histogram histogram = entry.getValue();
                if (histogram.count() > 0) {
                    out.writeStartObject();
                    out.writeStringField("what", entry.getKey());
                    out.writeNumberField("count", histogram.count());
                    out.writeNumberField("negative", histogram.negative());
                    out.writeNumberField("least", histogram.least());
                    out.writeNumberField("p50", histogram.quantile(0.5));
                    out.writeNumberField("p90", histogram.quantile(0.9));
                    out.writeNumberField("p99", histogram.quantile(0.99));
                    out.writeNumberField("p999", histogram.quantile(0.999));
                    out.writeNumberField("most", histogram.most());
                    out.writeEndObject();
                }
            }
        }
        out.writeEndArray();
    }

    private void markouts(MarketStory market) throws IOException {
        List<MarketStory.FillRow> fills = market.fills();
        Markouts markouts = market.markouts();
        out.writeArrayFieldStart("markouts");
        curve("all fills", "", markouts.curve(i -> true));
        curve("buys", "", markouts.curve(i -> fills.get(i).side() == Side.BUY));
        curve("sells", "", markouts.curve(i -> fills.get(i).side() == Side.SELL));
        List<Double> flows = new ArrayList<>();
        fills.forEach(fill -> flows.add(with(fill)));
        flows.sort(null);
        if (flows.size() >= 3) {
            double low = flows.get(flows.size() / 3);
            double high = flows.get(flows.size() * 2 / 3);
            curve("flow against us", "below " + flow(low), markouts.curve(i -> with(fills.get(i)) < low));
            curve(
                    "flow between",
                    flow(low) + " to " + flow(high),
                    markouts.curve(i -> with(fills.get(i)) >= low && with(fills.get(i)) <= high));
            curve("flow with us", "above " + flow(high), markouts.curve(i -> with(fills.get(i)) > high));
        }
        out.writeEndArray();
    }

    private static String flow(double value) {
        return String.format(Locale.ROOT, "%+.2f", value);
    }

    /** Flow before a fill in our order's direction: negative when it went against what we got. */
    private static double with(MarketStory.FillRow fill) {
        return fill.side().sign() * fill.flow() + 0.0;
    }

    private void curve(String name, String detail, List<Markouts.Point> points) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", name);
        out.writeStringField("detail", detail);
        out.writeArrayFieldStart("points");
        for (Markouts.Point point : points) {
            out.writeStartObject();
            out.writeNumberField("millis", point.millis());
            number("ticks", point.ticks());
            number("half", point.half());
            out.writeNumberField("fills", point.fills());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void counts(String name, Map<? extends Enum<?>, Long> counts) throws IOException {
        out.writeArrayFieldStart(name);
        List<? extends Map.Entry<? extends Enum<?>, Long>> sorted = counts.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue()))
                .toList();
        for (Map.Entry<? extends Enum<?>, Long> entry : sorted) {
            out.writeStartArray();
            out.writeString(word(entry.getKey()));
            out.writeNumber(entry.getValue());
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private void timeline() throws IOException {
        out.writeArrayFieldStart("timeline");
        for (Timeline.Kind kind : story.timeline().kinds()) {
            Happening first = kind.entries.get(0).first;
            out.writeStartObject();
            out.writeStringField("what", first.what());
            out.writeStringField("lane", word(first.lane()));
            out.writeStringField("level", word(first.level()));
            out.writeStringField("symbol", kind.symbol);
            out.writeNumberField("count", kind.count);
            out.writeArrayFieldStart("at");
            for (Timeline.Entry entry : kind.entries) {
                out.writeStartArray();
                out.writeNumber(entry.first.timeNanos() / 1_000_000);
                out.writeNumber(entry.lastNanos / 1_000_000);
                out.writeNumber(entry.count);
                out.writeNumber(entry.first.sequence());
                out.writeString(entry.first.detail());
                out.writeEndArray();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void number(String name, double value) throws IOException {
        out.writeFieldName(name);
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeNull();
        }
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

package dev.flowmaker.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Puts facts, data, style and script together in one file that a browser may not load anything else for. */
final class ReportPage {
    private static final String DATA = "<script type=\"application/octet-stream\" id=\"";

    private ReportPage() {}

    static void write(Story story, String title, String version, Explained explained, Writer out) throws IOException {
        // Ends with a line of its own, so that the browser's text of the element is this one, byte for byte.
        String script = resource("uPlot.iife.min.js") + "\n" + resource("report.js");
        out.write("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
        out.write(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';"
                        + " img-src data:; script-src 'sha256-" + sha256(script) + "'\">\n");
        out.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        out.write(
                "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" + escape(title) + " – report</title>\n");
        out.write("<link rel=\"icon\" href=\"data:,\">\n<style>\n");
        out.write(resource("uPlot.min.css"));
        out.write(resource("report.css"));
        out.write("</style></head><body>\n");
        out.write("<noscript><p>This report draws itself: allow its script, which loads nothing.</p></noscript>\n");
        out.write("<main id=\"report\"></main>\n<!--\nCharts by uPlot:\n\n" + resource("uPlot.LICENSE") + "-->\n");
        out.write("<script type=\"application/json\" id=\"facts\">");
        out.write(Facts.of(story, title, version).replace("<", "\\u003c"));
        out.write("</script>\n");
        for (int i = 0; i < story.markets().size(); i++) {
            MarketStory market = story.markets().get(i);
            Blob track = new Blob();
            long[][] rows = market.track().rows();
            for (int row = 0; row < rows[0].length; row++) {
                rows[0][row] /= 1_000;
            }
            for (long[] column : rows) {
                track.column(column);
            }
            data(out, "track" + i, track, rows[0].length);
            data(out, "fills" + i, FillFacts.columns(market), market.fills().size());
            data(
                    out,
                    "placed" + i,
                    new Blob().text(FillFacts.details(market, story.assets())),
                    market.fills().size());
            Map<Long, String> texts = texts(market, explained);
            data(out, "explained" + i, new Blob().text(json(texts)), texts.size());
        }
        out.write("<script>" + script + "</script>\n</body></html>\n");
    }

    /** By order, of those whose rows can be opened. */
    private static Map<Long, String> texts(MarketStory market, Explained explained) {
        Set<Long> orders = new LinkedHashSet<>();
        for (MarketStory.FillRow fill : market.fills()) {
            if (fill.placed() != null) {
                orders.add(fill.orderId());
            }
        }
        Map<Long, String> texts = new LinkedHashMap<>();
        explained.tell(orders, texts::put);
        return texts;
    }

    private static String json(Map<Long, String> texts) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<Long, String> each : texts.entrySet()) {
                json.writeStringField(Long.toString(each.getKey()), each.getValue());
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void data(Writer out, String id, Blob blob, int rows) throws IOException {
        out.write(DATA + id + "\" data-rows=\"" + rows + "\">");
        out.write(blob.base64());
        out.write("</script>\n");
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the build's " + name + " cannot be read", e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

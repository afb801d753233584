package dev.flowmaker.research.study;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.flowmaker.research.study.Ols.Fit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** The study as JSON. R² are fractions, sums lots, slopes ticks per base unit, of integrated flow basis points. */
public final class StudyJson {
    private final JsonGenerator json;

    private StudyJson(JsonGenerator json) {
        this.json = json;
    }

    public static void write(Study study, Writer out) {
        write(study, null, out);
    }

    /** With what the engine's signals foretell, where that was asked. */
    public static void write(Study study, @Nullable Foretelling foretelling, Writer out) {
        try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            new StudyJson(json).write(study, foretelling);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Study study, @Nullable Foretelling foretelling) throws IOException {
        json.writeStartObject();
        json.writeStringField("market", study.instrument().symbol());
        json.writeStringField("tick", study.instrument().tick().toString());
        json.writeStringField("lot", study.instrument().lot().toString());
        json.writeNumberField("firstNanos", study.firstNanos());
        json.writeNumberField("lastNanos", study.lastNanos());
        json.writeNumberField("states", study.states());
        json.writeNumberField("dropped", study.dropped());
        json.writeNumberField("resets", study.resets());
        json.writeNumberField("trades", study.trades());
        json.writeNumberField("ownUncertain", study.ownUncertain());
        json.writeArrayFieldStart("bins");
        for (BinStudy bins : study.bins()) {
            write(bins);
        }
        json.writeEndArray();
        MicroPriceFit microPrice = study.microPrice();
        if (microPrice != null) {
            json.writeArrayFieldStart("microPrice");
            for (int spread = 1; spread <= microPrice.grid().spreads(); spread++) {
                json.writeStartObject();
                json.writeNumberField("spreadTicks", spread);
                numbers("adjustmentTicks", microPrice.ofSpread(spread));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (foretelling != null) {
            write(foretelling);
        }
        json.writeEndObject();
    }

    private void write(Foretelling foretelling) throws IOException {
        json.writeArrayFieldStart("engine");
        for (Foretelling.Signal signal : foretelling.signals()) {
            for (int i = 0; i < foretelling.horizonMillis().size(); i++) {
                json.writeStartObject();
                json.writeStringField("signal", signal.name());
                json.writeNumberField(
                        "horizonMillis", foretelling.horizonMillis().get(i));
                number("outOfSampleR2", signal.outOfSampleR2().get(i));
                number("response", signal.response().get(i));
                number("t", signal.t().get(i));
                number("active", signal.active().get(i));
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private void write(BinStudy bins) throws IOException {
        json.writeStartObject();
        json.writeNumberField("binMillis", bins.binMillis());
        json.writeNumberField("k", bins.k());
        json.writeNumberField("events", bins.events());
        json.writeNumberField("emptyBins", bins.emptyBins());
        json.writeNumberField("brokenBins", bins.brokenBins());
        json.writeNumberField("unchangedBins", bins.unchanged());
        number("sdChange", bins.deviation());
        number("sumChange", bins.sumChange());
        json.writeNumberField("sumOfi1", bins.sumOfi1());
        json.writeNumberField("sumTi", bins.sumTi());
        single("ofi1", bins.ofi1());
        single("ti", bins.ti());
        json.writeObjectFieldStart("both");
        Fit both = bins.both();
        slope("Ofi1", both, 1);
        slope("Ti", both, 2);
        share(both);
        json.writeEndObject();
        for (int ranks : new int[] {5, 10}) {
            if (bins.sums().size() >= ranks) {
                single("sum" + ranks, bins.sums().get(ranks - 1));
                vector("vector" + ranks, bins.vectors().get(ranks - 1));
            }
        }
        single("normalised", bins.normalised());
        json.writeObjectFieldStart("integrated");
        slope("", bins.integrated(), 1);
        share(bins.integrated());
        number("pc1Share", bins.component().share());
        numbers("weights", bins.component().weights());
        json.writeEndObject();
        outOfSample(bins.outOfSample());
        json.writeObjectFieldStart("lagged");
        single("ofi1", bins.lagged().ofi1());
        single("ti", bins.lagged().ti());
        single("queueImbalance", bins.lagged().queueImbalance());
        json.writeEndObject();
        windows(bins);
        predictions(bins.predictions());
        json.writeEndObject();
    }

    private void outOfSample(BinStudy.OutOfSample ahead) throws IOException {
        json.writeObjectFieldStart("outOfSample");
        number("ofi1", ahead.ofi1());
        number("ti", ahead.ti());
        for (int ranks : new int[] {5, 10}) {
            if (ahead.vectors().size() >= ranks) {
                number("vector" + ranks, ahead.vectors().get(ranks - 1));
            }
        }
        number("normalised", ahead.normalised());
        number("integrated", ahead.integrated());
        json.writeEndObject();
    }

    private void windows(BinStudy bins) throws IOException {
        Windows windows = bins.windows();
        if (windows != null) {
            json.writeObjectFieldStart("windows");
            json.writeNumberField("count", windows.windows());
            number("meanSlope", windows.meanSlope());
            number("meanTWhite", windows.meanTWhite());
            number("meanR2Ofi1", windows.meanR2Ofi1());
            number("meanR2Ti", windows.meanR2Ti());
            number("shareSignificant", windows.shareSignificant());
            number("lambda", windows.lambda());
            number("lambdaR2", windows.lambdaR2());
            number("meanSlopeTimesDepth", windows.meanSlopeTimesDepth());
            json.writeEndObject();
        }
    }

    private void predictions(Predictions predictions) throws IOException {
        json.writeArrayFieldStart("predictions");
        for (Predictions.Signal signal : predictions.signals()) {
            for (int i = 0; i < predictions.horizonMillis().size(); i++) {
                json.writeStartObject();
                json.writeStringField("signal", signal.name());
                json.writeNumberField(
                        "horizonMillis", predictions.horizonMillis().get(i));
                number("outOfSampleR2", signal.outOfSampleR2().get(i));
                number("response", signal.response().get(i));
                number("t", signal.t().get(i));
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private void single(String name, Fit fit) throws IOException {
        json.writeObjectFieldStart(name);
        slope("", fit, 1);
        number("intercept", fit.beta(0));
        share(fit);
        json.writeEndObject();
    }

    private void vector(String name, Fit fit) throws IOException {
        json.writeObjectFieldStart(name);
        share(fit);
        json.writeArrayFieldStart("slopes");
        for (int i = 1; i < fit.coefficients(); i++) {
            number(fit.beta(i));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void slope(String of, Fit fit, int index) throws IOException {
        number("slope" + of, fit.beta(index));
        number("t" + of, fit.t(index));
        number("tWhite" + of, fit.tWhite(index));
    }

    private void share(Fit fit) throws IOException {
        number("r2", fit.r2());
        number("adjustedR2", fit.adjustedR2());
    }

    private void numbers(String name, double[] values) throws IOException {
        json.writeArrayFieldStart(name);
        for (double value : values) {
            number(value);
        }
        json.writeEndArray();
    }

    private void number(String name, double value) throws IOException {
        json.writeFieldName(name);
        number(value);
    }

    private void number(double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }
}

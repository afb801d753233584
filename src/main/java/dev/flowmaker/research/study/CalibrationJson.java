package dev.flowmaker.research.study;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.flowmaker.config.EngineSettingsFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** A calibration as one JSON object. */
public final class CalibrationJson {
    private CalibrationJson() {}

    public static String of(Calibration fit, Suggestion suggestion) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("market", fit.instrument().symbol());
            json.writeNumberField("firstNanos", fit.firstNanos());
            json.writeNumberField("lastNanos", fit.lastNanos());
            json.writeNumberField("sigma", fit.sigma());
            json.writeNumberField("sigmaError", fit.sigmaError());
            json.writeNumberField("sigmaSteps", fit.sigmaSteps());
            IntensityFit intensity = fit.intensity();
            if (intensity != null) {
                json.writeObjectFieldStart("intensity");
                json.writeNumberField("a", intensity.a());
                json.writeNumberField("k", intensity.k());
                json.writeNumberField("r2", intensity.r2());
                json.writeNumberField("ticks", intensity.ticks());
                json.writeEndObject();
            }
            json.writeArrayFieldStart("adverseSelection");
            for (Calibration.Markout markout : fit.markouts()) {
                json.writeStartObject();
                json.writeNumberField("seconds", markout.seconds());
                number(json, "earned", markout.earned());
                number(json, "against", markout.against());
                number(json, "standardError", markout.standardError());
                json.writeNumberField("trades", markout.trades());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectFieldStart("alpha");
            json.writeNumberField("horizonMillis", fit.alpha().horizonMillis());
            number(json, "outOfSampleR2", fit.alpha().outOfSampleR2());
            number(json, "r2", fit.alpha().r2());
            json.writeNumberField("samples", fit.alpha().samples());
            json.writeArrayFieldStart("signals");
            for (AlphaFit.SignalFit signal : fit.alpha().all()) {
                json.writeStartObject();
                json.writeStringField("signal", EngineSettingsFactory.signalName(signal.kind()));
                json.writeBooleanField("used", signal.used());
                number(json, "ticksPerUnit", signal.ticksPerUnit());
                number(json, "aloneOutOfSampleR2", signal.alone());
                number(json, "addsOutOfSampleR2", signal.adds());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeObjectFieldStart("suggested");
            json.writeNumberField("gamma", suggestion.gamma());
            json.writeNumberField("halfSpreadTicks", suggestion.halfSpreadTicks());
            json.writeNumberField("skewTicks", suggestion.skewTicks());
            json.writeEndObject();
            json.writeArrayFieldStart("warnings");
            for (String warning : fit.warnings()) {
                json.writeString(warning);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }
}

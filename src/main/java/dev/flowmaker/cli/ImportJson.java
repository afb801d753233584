package dev.flowmaker.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.flowmaker.research.tape.Finding;
import dev.flowmaker.research.tape.ImportSummary;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** An import's summary as one JSON object. */
final class ImportJson {
    private ImportJson() {}

    static String of(ImportSummary summary) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("tape", summary.tape().toString());
            json.writeStringField("market", summary.instrument().symbol());
            json.writeStringField("tick", summary.instrument().tick().toString());
            json.writeStringField("lot", summary.instrument().lot().toString());
            json.writeNumberField("books", summary.books());
            json.writeNumberField("snapshots", summary.resets());
            json.writeNumberField("trades", summary.trades());
            json.writeNumberField("touches", summary.touches());
            json.writeNumberField("firstNanos", summary.firstNanos());
            json.writeNumberField("lastNanos", summary.lastNanos());
            json.writeArrayFieldStart("findings");
            for (Finding finding : summary.report().findings()) {
                json.writeStartObject();
                json.writeStringField("finding", finding.name());
                json.writeBooleanField("problem", finding.problem());
                json.writeNumberField("count", summary.report().count(finding));
                json.writeStringField("text", finding.text());
                json.writeArrayFieldStart("examples");
                for (String example : summary.report().examples(finding)) {
                    json.writeString(example);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}

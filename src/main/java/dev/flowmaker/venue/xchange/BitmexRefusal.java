package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import si.mazi.rescu.HttpResponseAware;
import si.mazi.rescu.HttpStatusExceptionSupport;

/**
 * BitMEX's answer to a request it did not carry out: {@code {"error":{"message":…,"name":…}}}. XChange's own class for it
 * fails with a null pointer when the body is JSON of any other form, and then the HTTP status is lost.
 */
final class BitmexRefusal extends HttpStatusExceptionSupport implements HttpResponseAware {
    private static final long serialVersionUID = 1L;

    private final String text;
    private final boolean named;
    private transient @Nullable Map<String, List<String>> headers;

    @JsonCreator
    BitmexRefusal(@JsonProperty("error") @Nullable JsonNode error) {
        named = error != null && error.path("message").isTextual();
        text = error == null
                ? ""
                : error.path("message").asText(error.path("name").asText());
    }

    /** Whether BitMEX's own program said it, not something on the way to it. */
    boolean isNamed() {
        return named;
    }

    /** BitMEX's words. */
    String text() {
        return text;
    }

    @Override
    public String getMessage() {
        return text + " (HTTP " + getHttpStatusCode() + ")";
    }

    @Override
    public void setResponseHeaders(Map<String, List<String>> responseHeaders) {
        headers = responseHeaders;
    }

    @Override
    public @Nullable Map<String, List<String>> getResponseHeaders() {
        return headers;
    }
}

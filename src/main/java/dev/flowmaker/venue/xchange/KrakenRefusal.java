package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;

/** Kraken answered a request with an error. Every answer of its has a list of them, which is empty when there was none. */
final class KrakenRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KrakenRefusal(String error) {
        super(error);
    }

    /**
     * The result of an answer.
     *
     * @throws KrakenRefusal when it is an error
     * @throws IllegalArgumentException when it is neither
     */
    static JsonNode result(JsonNode answer) {
        JsonNode errors = answer.path("error");
        if (!errors.isArray()) {
            throw new IllegalArgumentException("an answer without its list of errors");
        }
        for (JsonNode error : errors) {
            // A warning beside a result begins with W.
            if (!error.asText().startsWith("W")) {
                throw new KrakenRefusal(error.asText());
            }
        }
        if (!answer.path("result").isContainerNode()) {
            throw new IllegalArgumentException("an answer without a result");
        }
        return answer.path("result");
    }
}

package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.door.Json;

/** A request that is refused, in the words of the protocol. */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String name;
    private final long retryAfterSeconds;

    private ApiException(int status, String name, String message, long retryAfterSeconds) {
        super(message, null, false, false);
        this.status = status;
        this.name = name;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** The request itself is wrong: HTTP 400. */
    static ApiException bad(String message) {
        return of(400, message);
    }

    /** What is asked for cannot be, as things are: HTTP 400. */
    static ApiException invalid(String message) {
        return new ApiException(400, "ValidationError", message, 0);
    }

    static ApiException of(int status, String message) {
        return new ApiException(status, "HTTPError", message, 0);
    }

    static ApiException notFound() {
        return of(404, "Not Found");
    }

    /** Too much was asked: HTTP 429. */
    static ApiException limited(long retryAfterSeconds) {
        return new ApiException(
                429,
                "RateLimitError",
                "Rate limit exceeded, retry in " + retryAfterSeconds + " seconds.",
                retryAfterSeconds);
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    /** 0 when the refusal is not about limits. */
    long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    JsonNode body() {
        return body(text(), name);
    }

    static JsonNode body(String message, String name) {
        var node = Json.object();
        node.putObject("error").put("message", message).put("name", name);
        return node;
    }
}

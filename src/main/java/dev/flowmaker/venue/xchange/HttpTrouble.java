package dev.flowmaker.venue.xchange;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import si.mazi.rescu.HttpResponseAware;
import si.mazi.rescu.HttpStatusException;

/** What a failed request says of itself before a venue's own words are looked at. */
final class HttpTrouble {
    private static final int DEEPEST_CAUSE = 8;

    private HttpTrouble() {}

    /** The first of a type among an exception and what caused it, or null. */
    static <T> @Nullable T cause(Throwable trouble, Class<T> type) {
        Throwable cause = trouble;
        for (int i = 0; cause != null && i < DEEPEST_CAUSE; i++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }

    /** Whether no connection was made, so that nothing of the request can have arrived. */
    static boolean neverLeft(Throwable trouble) {
        return cause(trouble, ConnectException.class) != null
                || cause(trouble, UnknownHostException.class) != null
                || cause(trouble, NoRouteToHostException.class) != null;
    }

    /** How long the answer wants us to be quiet, or null when it does not say. */
    static @Nullable Duration retryAfter(HttpStatusException answer) {
        Map<String, List<String>> headers =
                answer instanceof HttpResponseAware aware ? aware.getResponseHeaders() : null;
        if (headers == null) {
            return null;
        }
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            if ("retry-after".equalsIgnoreCase(header.getKey())
                    && header.getValue().get(0).matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(header.getValue().get(0)));
            }
        }
        return null;
    }
}

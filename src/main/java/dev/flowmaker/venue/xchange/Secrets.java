package dev.flowmaker.venue.xchange;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** An API key and its secret, asked for when they are needed and kept out of every text. */
final class Secrets {
    private static final Pattern SIGNATURE = Pattern.compile("(?i)(signature[\"=:\\s]+)[0-9a-f]{16,}");
    private static final int LONGEST_TEXT = 200;

    private final Supplier<String> apiKey;
    private final Supplier<String> secretKey;

    Secrets(Supplier<String> apiKey, Supplier<String> secretKey) {
        this.apiKey = apiKey;
        this.secretKey = secretKey;
    }

    /** The HTTP client logs requests with key and signature, and answers that may echo them. Failures are events anyway. */
    static void quietHttpClient() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger("si.mazi.rescu").setLevel(Level.ERROR);
        }
    }

    String apiKey() {
        return apiKey.get();
    }

    String secretKey() {
        return secretKey.get();
    }

    /** {@code text} on one line, shortened, with key, secret and signatures taken out. */
    String scrub(String text) {
        String clean = without(without(text, apiKey.get()), secretKey.get());
        clean = SIGNATURE
                .matcher(clean)
                .replaceAll("$1…")
                .replaceAll("\\s+", " ")
                .strip();
        return clean.length() <= LONGEST_TEXT ? clean : clean.substring(0, LONGEST_TEXT - 1) + "…";
    }

    /** What an exception says, with its type where it says nothing, and no secret. */
    String scrub(Throwable trouble) {
        String message = trouble.getMessage();
        String type = trouble.getClass().getSimpleName();
        return scrub(message == null ? type : type + ": " + message);
    }

    private static String without(String text, String secret) {
        return secret.isEmpty() ? text : text.replace(secret, "…");
    }
}

package dev.flowmaker.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is told when something needs a human.
 *
 * @param webhookEnv the environment variable that holds the address; empty for none
 * @param webhookFile an owner-only file that holds it
 * @param command a program and its arguments; empty for none
 * @param minSeverity what is less is only shown
 * @param throttleNanos at most one alert of a code in this time
 * @param timeoutNanos how long one delivery may take
 */
public record AlertSettings(
        String webhookEnv,
        @Nullable Path webhookFile,
        List<String> command,
        Severity minSeverity,
        long throttleNanos,
        long timeoutNanos) {
    private static final Pattern ARGUMENT = Pattern.compile("[^\\p{Cntrl}]+");

    /** How much it matters. */
    public enum Severity {
        INFO,
        /** Look when you can: something is not as it should be, and is being dealt with. */
        WARNING,
        /** Look now: nothing is quoted any more, or money is at risk. */
        CRITICAL;

        /** As written in a configuration. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static AlertSettings read(Section at) {
        if (at.has("webhook")) {
            at.problem(
                    "webhook",
                    "an address may hold a token and never goes in the configuration: name an environment variable in"
                            + " webhook-env, or an owner-only file in webhook-file");
        }
        String file = at.textOr("webhook-file", "");
        String env = at.has("webhook-env") ? at.read("webhook-env", "", Credentials.Place::variable) : "";
        if (!file.isEmpty() && !env.isEmpty()) {
            at.problem("webhook-file", "and webhook-env are both there: name one");
        }
        return new AlertSettings(
                env,
                file.isEmpty() ? null : Path.of(file),
                at.words("command", ARGUMENT, "a program or an argument of it"),
                at.choice("min-severity", Severity.class),
                at.nanos("throttle", 0, 86_400_000_000_000L),
                at.nanos("timeout", 100_000_000L, 60_000_000_000L));
    }

    /** Reads the webhook's address, null when there is none; what is missing or readable by others is a problem. */
    public @Nullable URI loadWebhook(Map<String, String> environment) {
        String text = "";
        String where = "";
        if (webhookFile != null) {
            where = "webhook file " + webhookFile;
            text = OwnerFile.read(webhookFile, "webhook file");
        } else if (!webhookEnv.isEmpty()) {
            where = "the environment variable " + webhookEnv;
            text = environment.getOrDefault(webhookEnv, "").strip();
            if (text.isEmpty()) {
                throw new ConfigurationException(
                        List.of(where + " is not set: set it to the address of alerts, or drop alerts.webhook-env"));
            }
        } else {
            return null;
        }
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException saidBelow) {
            // In the same words, and without the text, which may be a secret.
        }
        throw new ConfigurationException(List.of(where + " holds no address starting with http:// or https://"));
    }
}

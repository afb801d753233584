package dev.flowmaker.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An account's key and secret. Never printed. */
public record Credentials(String key, String secret) {
    /** For what needs none. */
    public static final Credentials NONE = new Credentials("", "");

    @Override
    public String toString() {
        return "Credentials[hidden]";
    }

    /**
     * Where they are: two environment variables, or a file of two lines ({@code key=…}, {@code secret=…}) that only its
     * owner can read.
     */
    public record Place(
            String keyEnv, String secretEnv, @Nullable Path file) {
        private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
        private static final List<String> LITERALS = List.of("key", "secret", "api-key", "api-secret", "password");

        static Place read(Section at) {
            for (String literal : LITERALS) {
                if (at.has(literal)) {
                    at.problem(
                            literal,
                            "secrets never go in the configuration: name an environment variable in key-env and"
                                    + " secret-env, or an owner-only file in key-file");
                }
            }
            String file = at.textOr("key-file", "");
            return new Place(
                    at.read("key-env", "", Place::variable),
                    at.read("secret-env", "", Place::variable),
                    file.isEmpty() ? null : Path.of(file));
        }

        static String variable(String text) {
            if (!VARIABLE.matcher(text).matches()) {
                // The text may be a key: it is not repeated.
                throw new IllegalArgumentException(
                        "names an environment variable: capital letters, digits and underscores");
            }
            return text;
        }

        /** Reads them; what is missing or readable by others is a problem with its remedy. */
        public Credentials load(Map<String, String> environment) {
            return file == null ? fromEnvironment(environment) : fromFile(file);
        }

        private Credentials fromEnvironment(Map<String, String> environment) {
            Problems problems = new Problems();
            for (String name : List.of(keyEnv, secretEnv)) {
                if (environment.getOrDefault(name, "").isBlank()) {
                    problems.add("the environment variable " + name
                            + " is not set: set it to the venue's key or secret, or name a file in venue.key-file");
                }
            }
            problems.check();
            return new Credentials(
                    environment.getOrDefault(keyEnv, "").strip(),
                    environment.getOrDefault(secretEnv, "").strip());
        }

        private static Credentials fromFile(Path file) {
            Properties lines = new Properties();
            try {
                lines.load(new StringReader(OwnerFile.read(file, "key file")));
            } catch (IOException | IllegalArgumentException e) {
                throw problem(file, "cannot be read: " + e.getClass().getSimpleName());
            }
            String key = lines.getProperty("key", "").strip();
            String secret = lines.getProperty("secret", "").strip();
            if (key.isEmpty() || secret.isEmpty()) {
                throw problem(file, "must hold two lines, key=… and secret=…");
            }
            return new Credentials(key, secret);
        }

        private static ConfigurationException problem(Path file, String text) {
            return new ConfigurationException(List.of("key file " + file + ": " + text));
        }
    }
}

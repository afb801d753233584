package dev.flowmaker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * This process's secrets, so that whatever it writes for eyes can be searched for them: logs, alerts, answers. The rooms
 * keep secrets to themselves; this is the net below.
 */
public final class Redaction {
    private static final String HIDDEN = "[hidden]";
    /** A shorter word would be found in what is none. */
    private static final int SHORTEST = 8;

    private static final Pattern SIGNATURE = Pattern.compile("(?i)(signature[\"']?\\s*[=:]\\s*[\"']?)[0-9a-f]{16,}");
    private static final List<String> SECRETS = new CopyOnWriteArrayList<>();

    private Redaction() {}

    /** From now on never to be shown. */
    public static void hide(String secret) {
        if (secret.length() >= SHORTEST && !SECRETS.contains(secret)) {
            SECRETS.add(secret);
        }
    }

    /** The text without any secret. */
    public static String clean(String text) {
        String clean = text;
        for (String secret : SECRETS) {
            if (clean.contains(secret)) {
                clean = clean.replace(secret, HIDDEN);
            }
        }
        return clean.contains("ignature") || clean.contains("IGNATURE")
                ? SIGNATURE.matcher(clean).replaceAll("$1" + HIDDEN)
                : clean;
    }
}

package dev.flowmaker.config;

import com.typesafe.config.ConfigOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Collects what is wrong, so that all of it is told at once. */
final class Problems {
    private static final String MERGED = "merge of ";
    private static final String REFERENCE = "reference.conf @";

    private final List<String> lines = new ArrayList<>();

    void add(ConfigOrigin origin, String path, String text) {
        add(where(origin) + ": " + path + ": " + text);
    }

    /** A key that is read for two purposes is wrong once. */
    void add(String line) {
        if (!lines.contains(line)) {
            lines.add(line);
        }
    }

    /** Throws when there are any. */
    void check() {
        if (!lines.isEmpty()) {
            throw new ConfigurationException(lines);
        }
    }

    static String where(ConfigOrigin origin) {
        String file = origin.filename();
        if (file == null) {
            file = origin.description();
        }
        if (file.startsWith(MERGED)) {
            // The one written by the user comes first.
            file = file.substring(MERGED.length(), file.contains(",") ? file.indexOf(',') : file.length());
        }
        int colon = file.lastIndexOf(": ");
        if (colon > 0) {
            return file.substring(0, colon) + ":" + file.substring(colon + 2);
        }
        return origin.lineNumber() > 0 ? file + ":" + origin.lineNumber() : file;
    }

    /** Whether nobody but the reference wrote it. */
    static boolean isDefault(ConfigOrigin origin) {
        return origin.description().startsWith(REFERENCE);
    }

    /** The candidate that {@code word} is most likely meant to be; empty when none is near. */
    static String nearest(String word, Iterable<String> candidates) {
        String best = "";
        int bestDistance = StrictMath.max(2, word.length() / 3) + 1;
        TreeSet<String> sorted = new TreeSet<>();
        candidates.forEach(sorted::add);
        for (String candidate : sorted) {
            int distance = editDistance(plain(word), plain(candidate));
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    private static int editDistance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = StrictMath.min(StrictMath.min(row[j], row[j - 1]) + 1, diagonal + change);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}

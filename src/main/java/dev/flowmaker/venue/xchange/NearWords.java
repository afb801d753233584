package dev.flowmaker.venue.xchange;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What somebody may have meant. */
final class NearWords {
    private static final int FARTHEST = 3;
    private static final int MOST = 3;

    private NearWords() {}

    /** The nearest of {@code known} by single-letter changes, best first; empty when none is near. */
    static List<String> of(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= FARTHEST)
                .sorted(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}

package dev.flowmaker.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which fields differ between two encoded states, by path. */
public final class StateDiff {
    private static final String ABSENT = "(absent)";

    private StateDiff() {}

    /** One field; {@code (absent)} where only one state has it. */
    public record Difference(String path, String expected, String actual) {
        /** Whether only one of the states has the field. */
        public boolean oneSided() {
            return expected.equals(ABSENT) || actual.equals(ABSENT);
        }

        @Override
        public String toString() {
            return path + ": expected " + expected + ", actual " + actual;
        }
    }

    public static List<Difference> between(byte[] expected, byte[] actual) {
        return between(fields(expected, expected.length), fields(actual, actual.length));
    }

    /** The same of fields already in text, by path. */
    public static List<Difference> between(Map<String, String> expected, Map<String, String> actual) {
        List<Difference> differences = new ArrayList<>();
        expected.forEach((path, value) -> {
            String other = actual.getOrDefault(path, ABSENT);
            if (!value.equals(other)) {
                differences.add(new Difference(path, value, other));
            }
        });
        actual.forEach((path, value) -> {
            if (!expected.containsKey(path)) {
                differences.add(new Difference(path, ABSENT, value));
            }
        });
        return differences;
    }

    /** An encoded state's fields in order; a path that comes again is numbered, as in {@code book.price#2}. */
    public static Map<String, String> fields(byte[] state, int length) {
        Map<String, String> valueByPath = new LinkedHashMap<>();
        Map<String, Integer> timesByPath = new LinkedHashMap<>();
        StateCursor cursor = new StateCursor(state, length);
        List<String> sections = new ArrayList<>();
        while (cursor.hasNext()) {
            cursor.next();
            String path = String.join("", sections) + cursor.name();
            if (cursor.tag() == StateTag.END) {
                sections.remove(sections.size() - 1);
                continue;
            }
            String unique = numbered(path, timesByPath);
            if (cursor.tag() == StateTag.BEGIN) {
                sections.add(unique.substring(String.join("", sections).length()) + ".");
            } else {
                valueByPath.put(unique, value(cursor));
            }
        }
        return valueByPath;
    }

    /** The first number of that path, such as {@code engine.desk.orderNumber}; {@code missing} when there is none. */
    public static long number(byte[] state, int length, String path, long missing) {
        List<String> names = List.of(path.split("\\.", -1));
        StateCursor cursor = new StateCursor(state, length);
        int depth = 0;
        int matched = 0;
        while (cursor.hasNext()) {
            cursor.next();
            boolean here = matched == depth && depth < names.size() && cursor.is(names.get(depth));
            switch (cursor.tag()) {
                case StateTag.BEGIN -> {
                    depth++;
                    matched += here ? 1 : 0;
                }
                case StateTag.END -> {
                    depth--;
                    matched = Math.min(matched, depth);
                }
                case StateTag.TEXT -> cursor.text();
                default -> {
                    long word = cursor.word();
                    if (here && depth == names.size() - 1) {
                        return word;
                    }
                }
            }
        }
        return missing;
    }

    /** A path, with its number when it comes again. */
    static String numbered(String path, Map<String, Integer> timesByPath) {
        int times = timesByPath.merge(path, 1, Integer::sum);
        return times == 1 ? path : path + "#" + times;
    }

    private static String value(StateCursor cursor) {
        return switch (cursor.tag()) {
            case StateTag.INT64, StateTag.LENGTH -> Long.toString(cursor.word());
            case StateTag.FLAG -> Boolean.toString(cursor.word() != 0);
            case StateTag.TEXT -> cursor.text();
            case StateTag.REAL -> real(cursor.word());
            default -> throw JournalException.damaged("no state tag: " + cursor.tag(), null);
        };
    }

    private static String real(long bits) {
        return Double.longBitsToDouble(bits) + " (0x" + Long.toHexString(bits) + ")";
    }
}

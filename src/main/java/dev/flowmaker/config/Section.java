package dev.flowmaker.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.flowmaker.core.quote.Distance;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One block of a configuration while it is read. Reading a key makes it known; what is wrong with its value goes to the
 * problems and a harmless value comes back, so that reading goes on. {@link #sound} tells whether a check between keys
 * makes sense.
 */
final class Section {
    private final ConfigObject object;
    private final String path;
    private final Problems problems;
    private final Set<String> known = new TreeSet<>();
    private final Set<String> unsound = new TreeSet<>();
    private final List<Section> children = new ArrayList<>();

    /** A stand-in for a block that is not one, where every key would only be missing again. */
    private final boolean mute;
    /** Where the user wrote this block, or the one around it. */
    private final ConfigOrigin place;

    Section(ConfigObject object, String path, Problems problems) {
        this(object, path, problems, false, object.origin());
    }

    private Section(ConfigObject object, String path, Problems problems, boolean mute, ConfigOrigin place) {
        this.object = object;
        this.place = place;
        this.path = path;
        this.problems = problems;
        this.mute = mute;
    }

    Section section(String key) {
        ConfigValue value = value(key);
        if (value instanceof ConfigObject block) {
            return child(block, path(key), mute);
        }
        problem(key, value == null ? "is missing" : "must be a block: " + key + " { … }");
        return child(object.withOnlyKey(""), path(key), true);
    }

    /** The blocks of a list, each on top of {@code defaults} and below {@code changes}. */
    List<Section> sections(String key, ConfigObject changes, ConfigObject defaults) {
        List<Section> sections = new ArrayList<>();
        if (!(value(key) instanceof ConfigList list)) {
            problem(key, "must be a list of blocks: " + key + " = [ { … } ]");
            return sections;
        }
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof ConfigObject item) {
                sections.add(child(changes.withFallback(item).withFallback(defaults), path(key) + "[" + i + "]", mute));
            } else {
                problem(key, "must be a list of blocks: " + key + " = [ { … } ]");
            }
        }
        return sections;
    }

    /** A block on top of others of its keys; what is null in it is theirs. */
    Section sectionOver(String key, ConfigObject below) {
        if (!(value(key) instanceof ConfigObject block)) {
            return section(key);
        }
        ConfigObject said = block;
        for (String each : block.keySet()) {
            if (block.get(each).valueType() == ConfigValueType.NULL) {
                said = said.withoutKey(each);
            }
        }
        return child(said.withFallback(below), path(key), mute);
    }

    /** Allows a key and hands out what it holds, for those who read it otherwise. */
    @Nullable
    ConfigValue value(String key) {
        known.add(key);
        ConfigValue value = object.get(key);
        return value == null || value.valueType() == ConfigValueType.NULL ? null : value;
    }

    boolean has(String key) {
        return value(key) != null;
    }

    String text(String key) {
        return read(key, "", Function.identity());
    }

    String textOr(String key, String absent) {
        return has(key) ? text(key) : absent;
    }

    /** A list of words, each {@code expected}. */
    List<String> words(String key, Pattern allowed, String expected) {
        List<String> words = new ArrayList<>();
        if (!(value(key) instanceof ConfigList list)) {
            problem(key, "must be a list: " + key + " = []");
            return words;
        }
        for (ConfigValue item : list) {
            String word = String.valueOf(item.unwrapped());
            if (allowed.matcher(word).matches()) {
                words.add(word);
            } else {
                problem(key, Units.quoted(word) + " is not " + expected);
            }
        }
        return words;
    }

    /** A list of words, or one text with commas between them. */
    List<String> words(String key) {
        List<String> words = new ArrayList<>();
        ConfigValue value = value(key);
        if (value instanceof ConfigList list) {
            list.forEach(item -> words.add(String.valueOf(item.unwrapped())));
        } else if (value != null && value.valueType() == ConfigValueType.STRING) {
            for (String word : String.valueOf(value.unwrapped()).split(",", -1)) {
                words.add(word.strip());
            }
        } else {
            problem(key, "must be a list: " + key + " = []");
        }
        return words;
    }

    /** A list of plain numbers. */
    List<Double> decimals(String key, double least, double most) {
        return each(key, text -> Units.decimal(text, least, most));
    }

    /** A list of distances in ticks of either sign, in millionths. */
    List<Double> signedMicroTicksList(String key) {
        return each(key, text -> (double) Units.signedMicroTicks(text));
    }

    private List<Double> each(String key, Function<String, Double> parser) {
        List<Double> numbers = new ArrayList<>();
        for (String word : words(key)) {
            try {
                numbers.add(parser.apply(word));
            } catch (IllegalArgumentException e) {
                problem(key, String.valueOf(e.getMessage()));
            }
        }
        return List.copyOf(numbers);
    }

    boolean flag(String key) {
        return read(key, false, text -> switch (text) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException(Units.quoted(text) + " is neither true nor false");
        });
    }

    long nanos(String key, long least, long most) {
        return read(key, least, text -> inRange(text, least, most));
    }

    private static long inRange(String text, long least, long most) {
        long nanos = Units.nanos(text);
        if (nanos < least || nanos > most) {
            throw new IllegalArgumentException(
                    Units.quoted(text) + " is out of range: write " + duration(least) + " to " + duration(most));
        }
        return nanos;
    }

    /** A duration, or 0 for the word. */
    long nanosOr(String key, String word, long least, long most) {
        return word.equals(object.get(key) == null ? "" : object.get(key).unwrapped())
                ? read(key, 0L, text -> 0L)
                : nanos(key, least, most);
    }

    /** A list of durations. */
    List<Long> durations(String key, long least, long most) {
        List<Long> durations = new ArrayList<>();
        if (!(value(key) instanceof ConfigList list)) {
            problem(key, "must be a list: " + key + " = [ 1 s ]");
            return durations;
        }
        for (ConfigValue item : list) {
            try {
                durations.add(inRange(String.valueOf(item.unwrapped()), least, most));
            } catch (IllegalArgumentException e) {
                problem(key, String.valueOf(e.getMessage()));
            }
        }
        return durations;
    }

    /** A size in bytes, or 0 for the word. */
    long bytesOr(String key, String word) {
        return read(key, 0L, text -> text.equals(word) ? 0L : Units.bytes(text));
    }

    long bytes(String key, long least, long most) {
        return read(key, least, text -> {
            long bytes = Units.bytes(text);
            if (bytes < least || bytes > most) {
                throw new IllegalArgumentException(
                        Units.quoted(text) + " is out of range: write " + least + " B to " + most + " B");
            }
            return bytes;
        });
    }

    int count(String key, int least, int most) {
        return (int) (long) read(key, (long) least, text -> Units.whole(text, least, most));
    }

    /** A whole number, or 0 for the word. */
    int countOr(String key, String word, int least, int most) {
        return (int) (long) read(key, 0L, text -> text.equals(word) ? 0L : Units.whole(text, least, most));
    }

    double decimal(String key, double least, double most) {
        return read(key, least, text -> Units.decimal(text, least, most));
    }

    /** A figure with its unit, or 0 when the key is absent. */
    double figureIfAny(String key, Function<String, Double> parser) {
        return has(key) ? read(key, 0.0, parser) : 0;
    }

    long ppm(String key) {
        return read(key, 0L, Units::ppm);
    }

    long ppb(String key) {
        return read(key, 0L, Units::ppb);
    }

    long microTicks(String key) {
        return read(key, 0L, Units::microTicks);
    }

    /** Ticks of either sign, in millionths. */
    long signedMicroTicks(String key) {
        return read(key, 0L, Units::signedMicroTicks);
    }

    Distance distance(String key) {
        return read(key, Distance.ZERO, Units::distance);
    }

    Rate rate(String key) {
        return read(key, new Rate(1, 1), Units::rate);
    }

    /** An amount of exactly that asset. */
    Amount amount(String key, String asset) {
        return read(key, new Amount(java.math.BigDecimal.ZERO, asset), text -> {
            Amount amount = Units.amount(text);
            if (!asset.isEmpty() && !amount.asset().equals(asset)) {
                throw new IllegalArgumentException(
                        Units.quoted(text) + " is an amount of another asset: this one is in " + asset);
            }
            return amount;
        });
    }

    /** An amount, or null when the key is absent. */
    @Nullable
    Amount amountIfAny(String key, String asset) {
        return has(key) ? amount(key, asset) : null;
    }

    URI uri(String key, String... schemes) {
        return read(key, URI.create("none:none"), text -> {
            try {
                URI uri = new URI(text);
                if (uri.getRawUserInfo() != null) {
                    throw new IllegalArgumentException(
                            "holds a user or password: secrets never go in the configuration");
                }
                String scheme = uri.getScheme();
                if (uri.getHost() != null && scheme != null && List.of(schemes).contains(scheme)) {
                    return uri;
                }
            } catch (URISyntaxException reportedBelow) {
                // said in the same words as a wrong scheme
            }
            throw new IllegalArgumentException(
                    Units.quoted(text) + " is not an address starting with " + String.join(":// or ", schemes) + "://");
        });
    }

    <E extends Enum<E>> E choice(String key, Class<E> type) {
        E[] values = type.getEnumConstants();
        return read(key, values[0], text -> {
            List<String> words = new ArrayList<>();
            for (E value : values) {
                String word = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
                if (word.equals(text)) {
                    return value;
                }
                words.add(word);
            }
            String nearest = Problems.nearest(text, words);
            throw new IllegalArgumentException(Units.quoted(text) + " is not one of " + String.join(", ", words)
                    + (nearest.isEmpty() ? "" : "; did you mean " + nearest + "?"));
        });
    }

    <T> T read(String key, T fallback, Function<String, T> parser) {
        ConfigValue value = value(key);
        if (value == null) {
            problem(key, "is missing: reference.conf says what it means");
            return fallback;
        }
        if (value.valueType() == ConfigValueType.OBJECT || value.valueType() == ConfigValueType.LIST) {
            problem(key, "must be a single value");
            return fallback;
        }
        String text = value.valueType() == ConfigValueType.NUMBER
                ? value.render()
                : String.valueOf(value.unwrapped()).strip();
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            problem(key, String.valueOf(e.getMessage()));
            return fallback;
        }
    }

    /** Whether all these keys held usable values. */
    boolean sound(String... keys) {
        for (String key : keys) {
            if (unsound.contains(key)) {
                return false;
            }
        }
        return true;
    }

    void problem(String key, String text) {
        unsound.add(key);
        if (mute) {
            return;
        }
        ConfigValue value = object.get(key);
        ConfigOrigin origin =
                value == null || value.valueType() == ConfigValueType.NULL || Problems.isDefault(value.origin())
                        ? place
                        : value.origin();
        problems.add(origin, path(key), text);
    }

    /** Reports every key that nobody read, here and below. */
    void finish() {
        finish(this);
    }

    private void finish(Section root) {
        for (String key : object.keySet()) {
            if (!known.contains(key)) {
                unknown(key, root);
            }
        }
        children.forEach(child -> child.finish(root));
    }

    private void unknown(String key, Section root) {
        String nearest = Problems.nearest(key, known);
        if (!nearest.isEmpty()) {
            problem(key, "is not a key; did you mean " + nearest + "?");
            return;
        }
        String elsewhere = root.whereKnown(key);
        problem(
                key,
                elsewhere.isEmpty()
                        ? "is not a key; here are " + String.join(", ", known)
                        : "is not a key here; did you mean " + elsewhere + "?");
    }

    private String whereKnown(String key) {
        if (known.contains(key)) {
            return path(key);
        }
        for (Section child : children) {
            String found = child.whereKnown(key);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    /** The paths of every key read, here and below. */
    void knownPaths(Set<String> into) {
        for (String key : known) {
            into.add(path(key));
        }
        children.forEach(child -> child.knownPaths(into));
    }

    Problems problems() {
        return problems;
    }

    ConfigObject object() {
        return object;
    }

    private Section child(ConfigObject child, String childPath, boolean muted) {
        Section section = new Section(
                child, childPath, problems, muted, Problems.isDefault(child.origin()) ? place : child.origin());
        children.add(section);
        return section;
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String duration(long nanos) {
        String[] units = {"d", "h", "min", "s", "ms", "us"};
        long[] lengths = {86_400_000_000_000L, 3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L};
        for (int i = 0; i < units.length; i++) {
            if (nanos != 0 && nanos % lengths[i] == 0) {
                return nanos / lengths[i] + " " + units[i];
            }
        }
        return nanos + " ns";
    }
}

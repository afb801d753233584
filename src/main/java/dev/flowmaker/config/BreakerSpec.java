package dev.flowmaker.config;

import dev.flowmaker.core.risk.BreakerKind;
import dev.flowmaker.core.risk.BreakerSettings;
import dev.flowmaker.core.risk.Reaction;
import dev.flowmaker.core.risk.ResumeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the breakers of one block {@code breakers}, each a block of its own, into settings by kind. */
final class BreakerSpec {
    private static final long MILLISECOND = 1_000_000L;
    private static final long HOUR = 3_600_000_000_000L;
    private static final long DAY = 24 * HOUR;
    private static final int MOST_COUNTED = 10_000;
    private static final Pattern CLEAN = Pattern.compile("([0-9]+)\\s+clean");

    private final Section at;
    private final List<BreakerSettings> settings = new ArrayList<>(BreakerSettings.NONE);

    BreakerSpec(Section at) {
        this.at = at;
    }

    /** By the code of their kind; those that were not read are off. */
    List<BreakerSettings> settings() {
        return List.copyOf(settings);
    }

    /** The block of a breaker, for keys of its own. */
    Section block(String key) {
        return at.section(key);
    }

    /** Trips when something happened so many times in a window: {@code trip = 3 per 1 min}. */
    void times(BreakerKind kind) {
        Section block = at.section(kind.text());
        Rate trip = block.rate("trip");
        if (block.sound("trip") && trip.count() > MOST_COUNTED) {
            block.problem("trip", trip.count() + " is more than the " + MOST_COUNTED + " that are counted");
            trip = new Rate(1, trip.windowNanos());
        }
        set(kind, block, 0, trip.count(), trip.windowNanos());
    }

    /** Trips when a share of the price is exceeded in a window. */
    void share(BreakerKind kind, String shareKey, String windowKey) {
        Section block = at.section(kind.text());
        long ppb = positive(block, shareKey, block.ppb(shareKey));
        set(kind, block, ppb, 1, block.nanos(windowKey, MILLISECOND, DAY));
    }

    /** Trips when a share of the price is exceeded on average over so many. */
    void average(BreakerKind kind, String shareKey, String countKey) {
        Section block = at.section(kind.text());
        long ppb = positive(block, shareKey, block.ppb(shareKey));
        set(kind, block, ppb, block.count(countKey, 1, MOST_COUNTED), 1);
    }

    /** Trips beyond a level, which is not 0. */
    void level(BreakerKind kind, String key, ToLongFunction<Section> level) {
        Section block = at.section(kind.text());
        set(kind, block, positive(block, key, level.applyAsLong(block)), 1, 1);
    }

    /** Trips when a duration is exceeded. */
    void longer(BreakerKind kind, String durationKey) {
        Section block = at.section(kind.text());
        set(kind, block, block.nanos(durationKey, MILLISECOND, DAY), 1, 1);
    }

    /** Trips when a duration is exceeded so many times in a row. */
    void longer(BreakerKind kind, String durationKey, String countKey) {
        Section block = at.section(kind.text());
        long nanos = block.nanos(durationKey, MILLISECOND, DAY);
        set(kind, block, nanos, block.count(countKey, 1, MOST_COUNTED), 1);
    }

    /** Only how it reacts and resumes, in a block that has its limit beside. */
    void reaction(BreakerKind kind, Section block) {
        set(kind, block, 0, 1, 1);
    }

    /** Whether any breaker read so far reacts like this. */
    boolean anyReacts(Reaction reaction) {
        return settings.stream().anyMatch(each -> each.reaction() == reaction);
    }

    private void set(BreakerKind kind, Section block, long limit, int count, long windowNanos) {
        Reaction reaction = block.choice("reaction", Reaction.class);
        settings.set(kind.ordinal(), new BreakerSettings(reaction, resume(block), limit, count, windowNanos));
    }

    private static ResumeRule resume(Section block) {
        return block.read("resume", ResumeRule.OPERATOR, text -> {
            if (text.equals("operator")) {
                return ResumeRule.OPERATOR;
            }
            Matcher clean = CLEAN.matcher(text);
            if (clean.matches()) {
                return ResumeRule.clean((int) Units.whole(clean.group(1), 1, 1_000_000));
            }
            try {
                long nanos = Units.nanos(text);
                if (nanos >= MILLISECOND && nanos <= 30 * DAY) {
                    return ResumeRule.after(nanos);
                }
            } catch (IllegalArgumentException saidBelow) {
                // in the words of all three forms
            }
            throw new IllegalArgumentException(Units.quoted(text)
                    + " is none of: operator, a duration such as 30 s (1 ms to 30 d), a number of clean updates such as"
                    + " 20 clean");
        });
    }

    private static long positive(Section block, String key, long value) {
        if (value == 0 && block.sound(key)) {
            block.problem(key, "is 0: it would trip at once; reaction = off switches the breaker off");
        }
        return value;
    }
}

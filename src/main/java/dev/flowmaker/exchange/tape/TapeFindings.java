package dev.flowmaker.exchange.tape;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is wrong with a market's tapes: how often, and where first. */
public final class TapeFindings {
    /** What may be wrong. Nothing is quoted on any of it. */
    public enum Kind {
        /** The recording lost its place and began its book anew; the engine's signals do too. */
        GAP("gap", "gaps"),
        /** The best bid was not below the best ask; the engine does not quote on such a book. */
        CROSSED("crossed book", "crossed books"),
        /** A record earlier than the one before it: it comes at that one's time, and the book begins anew. */
        TIME_BACKWARDS("step back in time", "steps back in time"),
        /** Market data before the first whole book of a session: passed over. */
        NO_SNAPSHOT("record before a whole book", "records before a whole book"),
        /** A price of 0 or less, or a negative quantity: the frame is passed over, and the book begins anew. */
        NO_PRICE("impossible price or quantity", "impossible prices or quantities"),
        /** A stream said nothing for longer than the market's pace explains, and the recording did not notice. */
        SILENCE("silence of a stream", "silences of a stream"),
        /** A session's own orders could not be told from others' in a level, which stays as it was, or a touch, left out. */
        OWN_UNCERTAIN("level with an own part that is not known", "levels with an own part that is not known");

        private final String one;
        private final String many;

        Kind(String one, String many) {
            this.one = one;
            this.many = many;
        }
    }

    /**
     * How often one thing was found.
     *
     * @param first where, as the journal names its places
     */
    public record Finding(Kind kind, long count, String first) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,d %s, first at %s", count, count == 1 ? kind.one : kind.many, first);
        }
    }

    private final Map<Kind, Finding> found = new EnumMap<>(Kind.class);

    void add(Kind kind, String place) {
        Finding before = found.get(kind);
        found.put(
                kind, before == null ? new Finding(kind, 1, place) : new Finding(kind, before.count + 1, before.first));
    }

    /** Empty for a tape without fault. */
    public List<Finding> list() {
        return new ArrayList<>(found.values());
    }
}

package dev.flowmaker.research.tape;

import dev.flowmaker.exchange.capture.CaptureException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what an import left out or mended, with the first places of each. Strict, it stops at the first problem. */
public final class ImportReport {
    private static final int EXAMPLES = 5;

    private final boolean strict;
    private final Map<Finding, Long> counts = new EnumMap<>(Finding.class);
    private final Map<Finding, List<String>> examples = new EnumMap<>(Finding.class);

    ImportReport(boolean strict) {
        this.strict = strict;
    }

    void add(Finding finding, Path file, long line, String what) {
        add(finding, 1, file + ":" + line + ": " + what);
    }

    /**
     * Counts.
     *
     * @param example place and problem
     * @throws ImportException when strict and it is a problem
     */
    void add(Finding finding, long count, String example) {
        if (strict && finding.problem()) {
            throw new ImportException(example);
        }
        counts.merge(finding, count, Long::sum);
        List<String> some = examples.computeIfAbsent(finding, key -> new ArrayList<>());
        if (some.size() < EXAMPLES) {
            some.add(example);
        }
    }

    void add(CaptureException e) {
        add(e.endsFile() ? Finding.UNREADABLE : Finding.BAD_LINE, 1, String.valueOf(e.getMessage()));
    }

    /** Counts what needs no place. */
    void add(Finding finding) {
        counts.merge(finding, 1L, Long::sum);
    }

    public long count(Finding finding) {
        return counts.getOrDefault(finding, 0L);
    }

    /** The first few places, or none. */
    public List<String> examples(Finding finding) {
        return List.copyOf(examples.getOrDefault(finding, List.of()));
    }

    /** Everything found, problems first. */
    public List<Finding> findings() {
        return List.copyOf(counts.keySet());
    }
}

package dev.flowmaker.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A stretch of a document that a command writes: what is between two comments with its name. */
final class DocSection {
    private DocSection() {}

    /** Puts it there anew. */
    static void write(Path document, String name, String text) throws IOException {
        String begin = "<!-- " + name + " -->";
        String end = "<!-- /" + name + " -->";
        String all = Files.readString(document, StandardCharsets.UTF_8);
        int from = all.indexOf(begin);
        int to = all.indexOf(end);
        if (from < 0 || to < from) {
            throw new IOException(document + ": has no place for it: write " + begin + " and, some lines on, " + end);
        }
        Files.writeString(
                document,
                all.substring(0, from + begin.length()) + "\n" + text + all.substring(to),
                StandardCharsets.UTF_8);
    }
}

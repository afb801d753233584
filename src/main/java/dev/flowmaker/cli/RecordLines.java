package dev.flowmaker.cli;

import dev.flowmaker.journal.FieldPrinter;
import picocli.CommandLine.Option;

/** How records are printed: the options that {@code dump} and {@code tail} share. */
final class RecordLines {
    @Option(names = "--json", description = "a JSON object a line")
    private boolean json;

    /** Coloured on a terminal only. */
    FieldPrinter printer() {
        return json ? FieldPrinter.json() : FieldPrinter.text(Paint.wanted());
    }
}

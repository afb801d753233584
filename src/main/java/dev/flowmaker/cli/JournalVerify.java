package dev.flowmaker.cli;

import dev.flowmaker.journal.Verifier;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code journal verify}: 0 when every record is what was written, 3 when not. */
@Command(
        name = "verify",
        description = "Prove every record whole, in order and with its cause; exit code 3 when something is wrong.",
        mixinStandardHelpOptions = true)
final class JournalVerify implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOURNAL", description = "the journal's folder, such as journal/local")
    private Path journal;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Override
    public Integer call() {
        Verifier.Findings findings;
        try (Progress progress = Progress.of("records")) {
            findings = Verifier.verify(journal, progress);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(
                    "{\"ok\":" + findings.problems().isEmpty() + ",\"records\":" + findings.records() + ",\"files\":"
                            + findings.files() + ",\"problems\":" + Json.texts(findings.problems()) + ",\"notes\":"
                            + Json.texts(findings.notes()) + "}");
        } else {
            findings.problems().stream().limit(SHOWN).forEach(out::println);
            if (findings.problems().size() > SHOWN) {
                out.println("and " + (findings.problems().size() - SHOWN) + " more");
            }
            findings.notes().forEach(note -> out.println("note: " + note));
            out.printf(
                    Locale.ROOT,
                    "%s: %,d records in %d files%n",
                    findings.problems().isEmpty() ? "whole" : "NOT whole",
                    findings.records(),
                    findings.files());
        }
        out.flush();
        return findings.problems().isEmpty() ? 0 : 3;
    }
}

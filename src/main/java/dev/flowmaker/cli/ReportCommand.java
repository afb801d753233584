package dev.flowmaker.cli;

import dev.flowmaker.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}: a journal as a page. */
@Command(
        name = "report",
        description =
                "Write a journal's report: one HTML file that needs no network. A journal that is being written is"
                        + " read to where it is, by a reader its daemon does not notice.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    /** Name of the report in a journal's folder. */
    static final String USUAL = "report.html";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOURNAL", description = "the journal's folder, such as journal/local")
    private Path journal;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "the page, such as report.html; one that is there is replaced")
    private Path file;

    @Override
    public Integer call() throws IOException {
        if (Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), file + " is a folder: name a file, such as report.html");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), folder + " is no folder: make it first");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(write(journal, file));
        out.flush();
        return 0;
    }

    /** Writes it; returns a line that says so. */
    static String write(Path journal, Path file) throws IOException {
        try (Progress progress = Progress.of("records")) {
            Report.write(journal, file, Main.version(), progress);
        }
        return String.format(Locale.ROOT, "report:   %s (%,d kB)", file, (Files.size(file) + 999) / 1000);
    }
}

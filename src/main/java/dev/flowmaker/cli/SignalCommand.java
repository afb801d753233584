package dev.flowmaker.cli;

import dev.flowmaker.research.study.Foretelling;
import dev.flowmaker.research.study.Study;
import dev.flowmaker.research.study.StudyJson;
import dev.flowmaker.research.study.StudyPage;
import dev.flowmaker.research.study.StudyText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code signal}: the order-flow study. */
@Command(
        name = "signal",
        description = "Study a tape's order flow: what it explains of the mid's changes, and what it foretells.",
        mixinStandardHelpOptions = true)
final class SignalCommand implements Callable<Integer> {
    private static final int MOST_LEVELS = 50;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TAPE", description = "folder of a tape or a journal")
    private Path tape;

    @Option(
            names = "--bin",
            split = ",",
            defaultValue = "1s,10s",
            paramLabel = "LENGTH",
            description = "lengths of bins, such as 100ms or 10s; default ${DEFAULT-VALUE}")
    private List<String> bins;

    @Option(names = "--levels", defaultValue = "10", description = "levels of each side; default ${DEFAULT-VALUE}")
    private int levels;

    @Option(
            names = "--predict",
            split = ",",
            arity = "0..1",
            fallbackValue = "100ms,1s,5s,10s,30s",
            paramLabel = "HORIZON",
            description =
                    "what the engine's own signals, and alpha as it fits itself, foretell this far ahead, as text and JSON; without"
                            + " a value 100ms,1s,5s,10s,30s")
    private List<String> horizons = List.of();

    @Option(names = "--market", paramLabel = "BASE/QUOTE", description = "which, when the journal has several")
    private @Nullable String market;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.html",
            description = "write a page with plots too")
    private @Nullable Path page;

    @Override
    public Integer call() throws IOException {
        if (levels < 1 || levels > MOST_LEVELS) {
            throw new ParameterException(spec.commandLine(), "--levels must be 1 to " + MOST_LEVELS);
        }
        Study.Options options = new Study.Options(
                market, bins.stream().map(length -> millis("--bin", length)).toList(), levels);
        Study study;
        try (Progress progress = Progress.of("records")) {
            study = Study.of(tape, options, progress);
        }
        Foretelling foretelling = horizons.isEmpty()
                ? null
                : Foretelling.of(
                        tape,
                        market,
                        horizons.stream()
                                .map(length -> millis("--predict", length))
                                .toList());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            StudyJson.write(study, foretelling, out);
            out.println();
        } else {
            StudyText.print(study, out);
            if (foretelling != null) {
                StudyText.print(foretelling, out);
            }
        }
        out.flush();
        if (page != null) {
            try (Writer file = Files.newBufferedWriter(page)) {
                StudyPage.write(study, file);
            }
        }
        return 0;
    }

    private long millis(String option, String length) {
        OptionalLong millis = Lengths.millis(length);
        if (millis.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), option + " '" + length + "' is not a length such as 100ms, 1s or 5min");
        }
        return millis.getAsLong();
    }
}

package dev.flowmaker.cli;

import dev.flowmaker.research.study.Calibration;
import dev.flowmaker.research.study.CalibrationJson;
import dev.flowmaker.research.study.CalibrationText;
import dev.flowmaker.research.study.Suggestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code calibrate}: what a tape says about a quote's numbers. */
@Command(
        name = "calibrate",
        description = "Fit volatility, fill intensity, adverse selection and the signals' weights on a tape.",
        mixinStandardHelpOptions = true)
final class CalibrateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TAPE", description = "folder of a tape or a journal")
    private Path tape;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.conf",
            description = "write market defaults that a configuration can include")
    private @Nullable Path conf;

    @Option(names = "--market", paramLabel = "BASE/QUOTE", description = "which, when the journal has several")
    private @Nullable String market;

    @Option(
            names = "--gamma",
            description = "risk aversion; by default that at which --orders orders move quotes by a half-spread")
    private @Nullable Double gamma;

    @Option(
            names = "--orders",
            defaultValue = "10",
            description = "orders held at the inventory limit; default ${DEFAULT-VALUE}")
    private int orders;

    @Option(
            names = "--horizon",
            defaultValue = "1s",
            paramLabel = "HORIZON",
            description = "how far ahead alpha is to foretell; default ${DEFAULT-VALUE}")
    private String horizon;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    private long millis() {
        OptionalLong millis = Lengths.millis(horizon);
        if (millis.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--horizon '" + horizon + "' is not a length such as 100ms, 1s or 5min");
        }
        return millis.getAsLong();
    }

    @Override
    public Integer call() throws IOException {
        if ((gamma != null && !(gamma > 0 && gamma < 1_000)) || orders < 1) {
            throw new ParameterException(spec.commandLine(), "--gamma must be above 0 and --orders at least 1");
        }
        Calibration fit = Calibration.of(tape, market, millis());
        Suggestion suggestion = gamma == null ? Suggestion.balanced(fit, orders) : Suggestion.of(fit, gamma, orders);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(CalibrationJson.of(fit, suggestion));
        } else {
            CalibrationText.print(fit, suggestion, out);
        }
        out.flush();
        if (conf != null) {
            try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(conf, StandardCharsets.UTF_8))) {
                CalibrationText.writeConf(fit, suggestion, file);
            }
        }
        return 0;
    }
}

package dev.flowmaker.cli;

import dev.flowmaker.Redaction;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.daemon.doctor.Doctor;
import dev.flowmaker.daemon.doctor.Finding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code doctor}: everything a session will rely on, looked at. */
@Command(
        name = DoctorCommand.NAME,
        description =
                "Looks at everything a daemon will rely on: disk, key and its rights, connections, clock, rules, fees,"
                        + " balances, open orders, dead man's switch. Places and cancels nothing. 0 when a daemon may start, 3 when"
                        + " not.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    static final String NAME = "doctor";

    private static final int NOT_PASSED = 3;
    private static final long CLOSING_MILLIS = 10_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CONF", description = "a configuration, such as conf/local.conf")
    private Path conf;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Override
    public Integer call() {
        Configuration configuration = Configuration.load(conf);
        CleanStop stop = CleanStop.install(() -> {}, CLOSING_MILLIS);
        int code = 1;
        try {
            List<Finding> findings = examine(configuration);
            PrintWriter out = spec.commandLine().getOut();
            out.print(json ? json(findings) : text(findings));
            out.flush();
            code = Doctor.passes(findings) ? 0 : NOT_PASSED;
        } finally {
            code = stop.finish(code);
        }
        return code;
    }

    /** Looks, with the secrets kept out of whatever is said. */
    static List<Finding> examine(Configuration configuration) {
        return Doctor.examine(configuration, System.getenv(), VenueKeys::gateway, StatusCommand::utcNanos).stream()
                .map(finding -> new Finding(
                        finding.verdict(), finding.what(), Redaction.clean(finding.text()), finding.remedy()))
                .toList();
    }

    static String text(List<Finding> findings) {
        int width = findings.stream().mapToInt(f -> f.what().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(String.format(
                    Locale.ROOT, "%-7s  %-" + width + "s  %s%n", mark(finding), finding.what(), finding.text()));
            if (!finding.remedy().isEmpty()) {
                text.append(String.format(Locale.ROOT, "%-7s  %-" + width + "s  -> %s%n", "", "", finding.remedy()));
            }
        }
        long bad = findings.stream()
                .filter(f -> f.verdict() == Finding.Verdict.BAD)
                .count();
        long warnings = findings.stream()
                .filter(f -> f.verdict() == Finding.Verdict.WARNING)
                .count();
        text.append(String.format(
                Locale.ROOT,
                "%s: %d fine, %d to look at, %d bad%n",
                bad == 0 ? "a daemon may start" : "a daemon may NOT start",
                findings.size() - bad - warnings,
                warnings,
                bad));
        return text.toString();
    }

    private static String mark(Finding finding) {
        return switch (finding.verdict()) {
            case FINE -> "fine";
            case WARNING -> "LOOK";
            case BAD -> "BAD";
        };
    }

    private static String json(List<Finding> findings) {
        return findings.stream()
                        .map(f ->
                                "{\"verdict\":" + Json.text(f.verdict().name().toLowerCase(Locale.ROOT)) + ",\"what\":"
                                        + Json.text(f.what()) + ",\"text\":" + Json.text(f.text()) + ",\"remedy\":"
                                        + Json.text(f.remedy()) + "}")
                        .collect(Collectors.joining(
                                ",", "{\"passes\":" + Doctor.passes(findings) + ",\"findings\":[", "]}"))
                + System.lineSeparator();
    }
}

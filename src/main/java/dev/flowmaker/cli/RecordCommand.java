package dev.flowmaker.cli;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.ConfigurationException;
import dev.flowmaker.config.RecordSettings;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.daemon.Recorder;
import dev.flowmaker.daemon.RecordingView;
import dev.flowmaker.venue.VenueException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code record}: a venue's market data onto a tape, until a signal stops it. */
@Command(
        name = "record",
        description =
                "Records books, trades and best prices of the configured markets as a tape, without a key and without"
                        + " trading, until SIGTERM or SIGINT; started again it goes on in the same folder.",
        mixinStandardHelpOptions = true)
final class RecordCommand implements Callable<Integer> {
    private static final long CLOSING_MILLIS = 20_000;
    private static final long LOOK_MILLIS = 200;
    private static final long PRINT_NANOS = 10_000_000_000L;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CONF",
            description = "a configuration that names venue and markets; of trading it needs nothing")
    private Path conf;

    @Option(names = "--minutes", paramLabel = "N", description = "for so long; default is until a signal")
    private double minutes = Double.POSITIVE_INFINITY;

    @Override
    public Integer call() throws VenueException {
        RecordSettings settings = Configuration.load(conf).recording();
        if (!(minutes > 0)) {
            throw new ConfigurationException(List.of("--minutes " + minutes + ": give minutes above 0, such as 60"));
        }
        if (settings.log().file()) {
            Logs.alsoToFile(settings.journal().dir().resolve("log").resolve("flowmaker.log"), settings.log());
        }
        Recorder recorder = Recorder.start(settings);
        CleanStop stop = CleanStop.install(() -> recorder.requestStop("a signal"), CLOSING_MILLIS);
        int code = 1;
        try {
            PrintWriter out = spec.commandLine().getOut();
            out.println("records " + String.join(", ", settings.marketNames()) + " of "
                    + String.join(" and ", settings.venueNames()) + ", " + settings.depth() + " levels a side, into "
                    + settings.journal().dir());
            out.flush();
            watch(recorder, out);
            code = recorder.await() == StopReason.REQUESTED ? 0 : 1;
            lines(recorder.view()).forEach(out::println);
            out.println(code == 0 ? "stopped: the tape is whole" : "FAILED: see the log");
            out.flush();
        } finally {
            code = stop.finish(code);
        }
        return code;
    }

    private void watch(Recorder recorder, PrintWriter out) {
        Screen screen = new Screen(out, Terminal.isOutput());
        long start = System.nanoTime();
        long printed = start;
        while (!recorder.hasEnded()) {
            long now = System.nanoTime();
            if (now - start > minutes * 60e9) {
                recorder.requestStop("--minutes");
            }
            String length = Duration.ofSeconds((now - start) / 1_000_000_000L)
                    .toString()
                    .substring(2);
            if (screen.isTerminal()) {
                List<String> lines = new ArrayList<>(List.of(length.toLowerCase(Locale.ROOT)));
                lines.addAll(lines(recorder.view()));
                screen.draw(lines);
            } else if (now - printed >= PRINT_NANOS) {
                printed = now;
                lines(recorder.view()).forEach(screen::print);
            }
            pause();
        }
    }

    private static List<String> lines(RecordingView view) {
        List<String> lines = new ArrayList<>();
        for (RecordingView.Market market : view.markets()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-12s %,12d books %,10d trades %,12d best prices %,6d gaps",
                    market.symbol(),
                    market.books(),
                    market.trades(),
                    market.touches(),
                    market.gaps()));
        }
        lines.add(String.format(
                Locale.ROOT,
                "%,d records, %,d times disconnected, %,d messages dropped",
                view.records(),
                view.disconnects(),
                view.dropped()));
        return lines;
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

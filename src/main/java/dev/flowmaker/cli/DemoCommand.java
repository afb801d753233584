package dev.flowmaker.cli;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.ConfigurationException;
import dev.flowmaker.config.Credentials;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.daemon.Daemon;
import dev.flowmaker.daemon.VenueGateways;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.live.SessionView;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import dev.flowmaker.venue.VenueException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the local exchange in a process of its own, the daemon in this one, then the proof that it replays. */
@Command(
        name = "demo",
        description =
                "Makes a market on the local exchange, through XChange over loopback, with a live view; then replays the"
                        + " journal, proves it identical, and writes its report. No keys, no network.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final double DEFAULT_MINUTES = 2;
    private static final long DRAW_MILLIS = 200;
    private static final long PRINT_NANOS = 5_000_000_000L;
    private static final long STOP_MILLIS = 60_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--minutes", paramLabel = "N", description = "how long; default 2, with --capture to its end")
    private @Nullable Double minutes;

    @Option(names = "--seed", paramLabel = "S", description = "of the synthetic market; default ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(
            names = "--capture",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "play recorded Binance spot BTCUSDT streams instead of a synthetic market: gzip files, in order")
    private List<Path> captures = new ArrayList<>();

    @Option(names = "--speed", paramLabel = "X", description = "times as fast as recorded; default ${DEFAULT-VALUE}")
    private double speed = 1;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "where its journal is made; default ${DEFAULT-VALUE}")
    private Path journals = Path.of("journal");

    private volatile boolean interrupted;

    @Override
    public Integer call() throws IOException, VenueException {
        requireSense();
        CleanStop stop = CleanStop.install(() -> interrupted = true, STOP_MILLIS);
        int code = 1;
        try {
            code = demonstrate();
        } finally {
            code = stop.finish(code);
        }
        return code;
    }

    private void requireSense() {
        List<String> problems = new ArrayList<>();
        if (minutes != null && !(minutes > 0 && minutes <= 100_000)) {
            problems.add("--minutes " + minutes + " is no length of time: give minutes above 0, such as 2 or 0.5");
        }
        if (!(speed >= 0.01 && speed <= 1000)) {
            problems.add("--speed " + speed + " is out of range: give 0.01 to 1000");
        }
        if (speed != 1 && captures.isEmpty()) {
            problems.add("--speed needs --capture: only recorded data can be played faster");
        }
        if (seed < 0) {
            problems.add("--seed " + seed + " is negative: give 0 or more");
        }
        for (Path capture : captures) {
            if (!Files.isReadable(capture)) {
                problems.add("--capture " + capture + ": no such file, or not readable");
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private int demonstrate() throws IOException, VenueException {
        PrintWriter out = spec.commandLine().getOut();
        DemoFolder folder = DemoFolder.create(journals);
        ApiKey random = ApiKey.random(0);
        Credentials credentials = new Credentials(random.key(), random.secret());
        Logs.toFile(folder.log());
        folder.writeExchange(captures, speed, seed);
        out.println(
                "demo: the local exchange in one process, the daemon in another, XChange over loopback between them");
        out.println("      " + market() + "; log " + folder.log());
        out.flush();
        Daemon daemon;
        StopReason reason;
        try (ExchangeProcess exchange =
                ExchangeProcess.start(folder.configuration(), credentials, folder.exchangeLog())) {
            folder.writeDaemon(exchange.port());
            DaemonSettings settings = Configuration.load(folder.configuration()).daemon();
            daemon = Daemon.prepare(settings, new VenueGateways(settings, credentials));
            daemon.start();
            watch(daemon, exchange, out);
            reason = daemon.await();
        }
        SessionView last = daemon.view();
        if (last == null) {
            throw new IllegalStateException("a session without a view");
        }
        out.println();
        out.println("stopped: " + RunCommand.explain(reason));
        DemoSummary.print(last, out);
        int replayed = replay(folder, out);
        out.println(ReportCommand.write(folder.path(), folder.path().resolve(ReportCommand.USUAL)));
        DemoSummary.next(last, folder, out);
        out.flush();
        boolean good = RunCommand.exitCode(reason) == 0
                && last.markets().stream().allMatch(market -> market.profit().exact());
        return good ? replayed : 1;
    }

    private String market() {
        if (captures.isEmpty()) {
            return "a synthetic BTC/USDT, seed " + seed + ", for " + length() + " minutes (Ctrl-C ends it earlier)";
        }
        return "recorded BTC/USDT " + captures + (speed == 1 ? "" : ", " + speed + " times as fast")
                + (minutes == null ? ", to its end" : ", for " + length() + " minutes") + " (Ctrl-C ends it earlier)";
    }

    private String length() {
        double length = minutes == null ? DEFAULT_MINUTES : minutes;
        return length == Math.rint(length) ? String.valueOf((long) length) : String.valueOf(length);
    }

    /** Shows the session until it is to end, and asks for that. */
    private void watch(Daemon daemon, ExchangeProcess exchange, PrintWriter out) {
        Screen screen = new Screen(out, Terminal.isOutput());
        long start = System.nanoTime();
        double limit = captures.isEmpty() || minutes != null ? 60e9 * Double.parseDouble(length()) : Double.MAX_VALUE;
        long printed = start - PRINT_NANOS;
        RecordRate rate = new RecordRate();
        boolean asked = false;
        String firstQuote = "";
        while (!daemon.hasEnded()) {
            long now = System.nanoTime();
            SessionView view = daemon.view();
            if (view != null) {
                rate.see(view.records(), now);
                if (firstQuote.isEmpty() && view.openOrders() > 0) {
                    firstQuote = String.format(Locale.ROOT, "first quote after %.1f s", (now - start) / 1e9);
                    if (!screen.isTerminal()) {
                        screen.print(firstQuote);
                    }
                }
                if (screen.isTerminal()) {
                    draw(screen, view, rate, clock(now - start) + "  " + firstQuote);
                } else if (now - printed >= PRINT_NANOS) {
                    printed = now;
                    screen.print(clock(now - start) + " " + SessionText.line(view, rate.perSecond()));
                }
            }
            if (!asked) {
                asked = askToStop(daemon, exchange, now - start >= limit);
            }
            pause();
        }
        SessionView view = daemon.view();
        if (view != null && screen.isTerminal()) {
            draw(screen, view, rate, clock(System.nanoTime() - start) + "  " + firstQuote);
        }
    }

    private static void draw(Screen screen, SessionView view, RecordRate rate, String head) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(" " + head);
        lines.addAll(SessionText.screen(view, rate.perSecond()));
        screen.draw(lines);
    }

    private boolean askToStop(Daemon daemon, ExchangeProcess exchange, boolean timeIsUp) {
        String failure = exchange.failure();
        if (!failure.isEmpty()) {
            daemon.requestStop(StopReason.FAILED, failure);
            spec.commandLine().getErr().println("flowmaker: " + failure);
            spec.commandLine().getErr().flush();
        } else if (interrupted) {
            daemon.requestStop(StopReason.REQUESTED, "Ctrl-C");
        } else if (exchange.played()) {
            daemon.requestStop(StopReason.END_OF_DATA, "the capture was played to its end");
        } else if (timeIsUp) {
            daemon.requestStop(StopReason.REQUESTED, "the demo's time is up");
        } else {
            return false;
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(DRAW_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String clock(long nanos) {
        long seconds = nanos / 1_000_000_000L;
        return String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
    }

    private static int replay(DemoFolder folder, PrintWriter out) {
        long start = System.nanoTime();
        ReplayResult result;
        try (JournalReader reader = JournalReader.open(folder.path())) {
            result = new Replayer(EngineSettingsFactory::from, Main.version()).run(reader, done -> {});
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        out.println();
        if (result.identical()) {
            out.printf(
                    Locale.ROOT,
                    "replayed: %,d records in %.1f s; all %,d decisions and %,d commands came out identical%n",
                    result.records(),
                    seconds,
                    result.decisions(),
                    result.commands());
            return 0;
        }
        out.println("replayed: NOT identical; `flowmaker replay " + folder.path() + "` shows where it first differs");
        return 3;
    }
}

package dev.flowmaker.research.sweep;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.ConfigurationException;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.latency.Latency;
import dev.flowmaker.exchange.virtual.VirtualLatency;
import dev.flowmaker.research.backtest.Backtest;
import dev.flowmaker.research.backtest.RunFigures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every trial on every part of the tapes, each run for itself. A run that is done is on file and not done again, neither
 * after the process was killed nor in a later sweep that asks for the same.
 */
public final class Sweep {
    /** What a run's Sharpe ratio is made of: profits of minutes. */
    static final long PERIOD_NANOS = 60_000_000_000L;

    private static final int KEY_BYTES = 12;

    /**
     * What to run.
     *
     * @param fills null for the configuration's own
     * @param parts in how many equal parts the tapes are taken; 1 is whole
     * @param testShare above 0: two parts, the second so long
     * @param jobs runs at once
     */
    public record Options(
            Configuration configuration,
            List<Path> tapes,
            List<Trial> trials,
            @Nullable FillModel fills,
            long makerFeePpb,
            long takerFeePpb,
            String version,
            int parts,
            double testShare,
            int jobs,
            Path folder) {
        public Options {
            tapes = List.copyOf(tapes);
            trials = List.copyOf(trials);
        }
    }

    /** Told of each run that is done. */
    @FunctionalInterface
    public interface Progress {
        void done(int done, int of, int before);
    }

    private final Options options;
    private final Map<Trial, DaemonSettings> settings = new LinkedHashMap<>();

    private Sweep(Options options) {
        this.options = options;
    }

    /**
     * Checks every trial, then runs what is not on file.
     *
     * @throws ConfigurationException when a trial's configuration is wrong; nothing has run then
     */
    public static SweepResult run(Options options, Progress progress) {
        return new Sweep(options).run(progress);
    }

    /** One run to be done. */
    private record Task(Trial trial, Part part, String key) {}

    private SweepResult run(Progress progress) {
        TapeSpan span = TapeSpan.of(options.tapes);
        List<Part> parts = options.testShare > 0
                ? Part.split(span.fromNanos(), span.untilNanos(), options.testShare)
                : Part.equal(span.fromNanos(), span.untilNanos(), options.parts);
        checkAll();
        List<Task> tasks = new ArrayList<>();
        for (Part part : parts) {
            for (Trial trial : options.trials) {
                tasks.add(new Task(trial, part, key(settings(trial), span, part)));
            }
        }
        Map<String, Run> byKey = new LinkedHashMap<>();
        try (RunFile file = new RunFile(options.folder)) {
            List<Task> open = new ArrayList<>();
            for (Task task : tasks) {
                Run known = file.find(task.key);
                if (known == null) {
                    open.add(task);
                } else {
                    byKey.put(task.key, known);
                }
            }
            int before = byKey.size();
            progress.done(before, tasks.size(), before);
            work(open, run -> {
                file.add(run);
                byKey.put(run.key(), run);
                progress.done(byKey.size(), tasks.size(), before);
            });
        }
        List<List<Run>> byTrial = new ArrayList<>();
        for (int i = 0; i < options.trials.size(); i++) {
            List<Run> runs = new ArrayList<>();
            for (int j = 0; j < parts.size(); j++) {
                Run done = byKey.get(tasks.get(j * options.trials.size() + i).key);
                if (done == null) {
                    throw new IllegalStateException("a run is missing");
                }
                runs.add(done);
            }
            byTrial.add(runs);
        }
        return new SweepResult(options.trials, parts, byTrial, quoteAsset());
    }

    private DaemonSettings settings(Trial trial) {
        DaemonSettings known = settings.get(trial);
        if (known == null) {
            throw new IllegalStateException("a trial that was not checked");
        }
        return known;
    }

    private void checkAll() {
        Set<String> problems = new LinkedHashSet<>();
        for (Trial trial : options.trials) {
            try {
                DaemonSettings changed =
                        options.configuration.with(trial.values()).daemon();
                Backtest.check(options(changed, new Part(0, Long.MIN_VALUE, Long.MAX_VALUE)));
                settings.put(trial, changed);
            } catch (ConfigurationException e) {
                e.problems().forEach(problem -> problems.add(trial.text() + ": " + problem));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(List.copyOf(problems));
        }
        var unused = quoteAsset();
    }

    /** What profits are in. */
    private String quoteAsset() {
        Set<String> quotes = new LinkedHashSet<>();
        for (String symbol : settings(options.trials.get(0)).symbols()) {
            String quote = symbol.substring(symbol.indexOf('/') + 1);
            quotes.add(quote.substring(quote.indexOf(':') + 1));
        }
        if (quotes.size() > 1) {
            throw new SweepException("the markets are quoted in " + String.join(" and ", quotes)
                    + ": profits cannot be added up; sweep them one by one");
        }
        return quotes.iterator().next();
    }

    private Backtest.Options options(DaemonSettings changed, Part part) {
        return new Backtest.Options(
                changed,
                options.tapes,
                options.fills == null ? changed.simulation().fills() : options.fills,
                options.makerFeePpb,
                options.takerFeePpb,
                options.version,
                new Backtest.Window(part.fromNanos(), part.untilNanos()));
    }

    private String key(DaemonSettings changed, TapeSpan span, Part part) {
        Backtest.Options run = options(changed, part);
        String what = String.join(
                "\n",
                changed.effective(),
                run.fills().text(),
                Long.toString(run.makerFeePpb()),
                Long.toString(run.takerFeePpb()),
                run.version(),
                Long.toHexString(span.hash()),
                measured(changed.simulation().latency()),
                Long.toString(part.fromNanos()),
                Long.toString(part.untilNanos()));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What files of measured delays hold: the configuration has their names alone. */
    private static String measured(VirtualLatency latency) {
        return Stream.of(latency.marketData(), latency.orderEntry(), latency.execution(), latency.response())
                .map(leg -> leg instanceof Latency.Entry entry
                        ? entry.rows().fingerprint()
                        : leg instanceof Latency.Response response
                                ? response.rows().fingerprint()
                                : "")
                .collect(Collectors.joining("\n"));
    }

    private interface Taker {
        void take(Run run);
    }

    private void work(List<Task> open, Taker taker) {
        ExecutorService workers = Executors.newFixedThreadPool(options.jobs, task -> {
            Thread thread = new Thread(task, "sweep");
            thread.setDaemon(true);
            return thread;
        });
        try {
            CompletionService<Run> done = new ExecutorCompletionService<>(workers);
            open.forEach(task -> done.submit(() -> one(task)));
            for (int i = 0; i < open.size(); i++) {
                taker.take(done.take().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SweepException("interrupted: start it again and it goes on");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private Run one(Task task) {
        Backtest.Options run = options(settings(task.trial), task.part);
        RunFigures figures = Backtest.measure(run, PERIOD_NANOS);
        return Run.of(task.key, task.trial, task.part, figures, figures.quoteUnit());
    }
}

package dev.flowmaker.cli;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.ConfigurationException;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.virtual.VirtualLatency;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.replay.Copies;
import dev.flowmaker.replay.Finder;
import dev.flowmaker.replay.whatif.Baseline;
import dev.flowmaker.replay.whatif.ClosedLoop;
import dev.flowmaker.replay.whatif.OpenLoop;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code whatif}: the same session under other settings. */
@Command(
        name = "whatif",
        description =
                "Play a session again under other settings, side by side with what was. What the venue answered holds"
                        + " until the first command that differs; from there the simulated exchange answers on the recorded"
                        + " market. With --open-loop nothing is simulated: decisions are compared one by one, with the inventory"
                        + " and orders there really were.",
        mixinStandardHelpOptions = true)
final class WhatIfCommand implements Callable<Integer> {
    private static final long USUAL_ACK_NANOS = 5_000_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOURNAL", description = "the journal's folder, such as journal/local")
    private Path journal;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "with this key of every market changed, such as quote.half-spread=\"6 ticks\"; may be given again")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Option(names = "--conf", paramLabel = "FILE", description = "with the markets' settings of this configuration")
    private @Nullable Path conf;

    @Option(
            names = "--variant",
            paramLabel = "NAME:KEY=VALUE,...",
            description = "one of several other settings, each side by side with the others; may be given again")
    private List<String> variants = new ArrayList<>();

    @Option(
            names = "--session",
            paramLabel = "N",
            description = "the session's number, as journal stats lists them; default is the last")
    private @Nullable Integer session;

    @Option(names = "--open-loop", description = "compare decisions one by one, simulate nothing")
    private boolean openLoop;

    @Option(
            names = "--fill-model",
            defaultValue = "risk-averse",
            paramLabel = "MODEL",
            description = "how the simulation fills; default ${DEFAULT-VALUE}: those behind us leave first")
    private String fillModel;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    /** A session under a name. */
    record Variant(String name, Function<SessionStarted, EngineSettings> settings) {}

    /** A variant's session, and the same from the same moment on with the session's own settings. */
    record Played(String name, ClosedLoop.Result result, ClosedLoop.@Nullable Result control) {}

    @Override
    public Integer call() {
        FillModel fills = fills();
        PrintWriter out = spec.commandLine().getOut();
        try (JournalReader reader = JournalReader.open(journal);
                Progress progress = Progress.of("inputs")) {
            Finder finder = new Finder(reader);
            long header = session == null ? finder.sessionStart(finder.last()) : finder.session(session);
            SessionStarted started = Copies.of((SessionStarted) finder.read(header));
            List<Variant> all = variants(started);
            Baseline baseline = Baseline.of(reader, header, EngineSettingsFactory::from, progress);
            WhatIfText text = new WhatIfText(out, Paint.wanted(), started, baseline);
            JsonObject object = WhatIfJson.of(started, baseline);
            if (!openLoop && started.venues.size() > 1) {
                throw new ConfigurationException(List.of("the session is at the venues "
                        + String.join(", ", started.venues)
                        + ": only one exchange can be simulated; compare the decisions with --open-loop"));
            }
            if (openLoop) {
                Map<String, OpenLoop.Result> results = new LinkedHashMap<>();
                for (Variant each : all) {
                    results.put(each.name, open(reader, header, each, progress));
                }
                progress.clear();
                if (json) {
                    out.println(WhatIfJson.open(object, results));
                } else {
                    text.open(results);
                }
            } else {
                List<Played> played = new ArrayList<>();
                for (Variant each : all) {
                    played.add(closed(reader, header, each, fills, baseline, played, progress));
                }
                progress.clear();
                if (json) {
                    out.println(WhatIfJson.closed(object, played, fills));
                } else {
                    text.closed(played, fills);
                }
            }
        }
        out.flush();
        return 0;
    }

    private FillModel fills() {
        try {
            return FillModel.parse(fillModel);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(List.of("--fill-model: " + e.getMessage()));
        }
    }

    private static OpenLoop.Result open(JournalReader reader, long header, Variant variant, Progress progress) {
        try {
            return OpenLoop.run(
                    reader, header, EngineSettingsFactory::from, variant.settings, (recorded, whatIf) -> {}, progress);
        } catch (ConfigurationException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    List.of(variant.name + ": these settings cannot be compared in an open loop (" + e.getMessage()
                            + "): leave out --open-loop"));
        }
    }

    private static Played closed(
            JournalReader reader,
            long header,
            Variant variant,
            FillModel fills,
            Baseline baseline,
            List<Played> earlier,
            Progress progress) {
        long ack = baseline.ackNanos() == 0 ? USUAL_ACK_NANOS : baseline.ackNanos();
        VirtualLatency latency = new VirtualLatency(0, ack / 2, ack - ack / 2, ack - ack / 2);
        ClosedLoop.Play play =
                new ClosedLoop.Play(header, EngineSettingsFactory::from, variant.settings, fills, latency, 0);
        ClosedLoop.Result result = ClosedLoop.run(reader, play, progress);
        ClosedLoop.Parting parting = result.parting();
        if (parting == null) {
            return new Played(variant.name, result, null);
        }
        for (Played each : earlier) {
            if (each.control != null && each.control.startedBy(parting.sequence())) {
                return new Played(variant.name, result, each.control);
            }
        }
        ClosedLoop.Play same = new ClosedLoop.Play(
                header, EngineSettingsFactory::from, EngineSettingsFactory::from, fills, latency, parting.sequence());
        ClosedLoop.Result control = ClosedLoop.run(reader, same, progress);
        return new Played(variant.name, result, control);
    }

    private List<Variant> variants(SessionStarted started) {
        List<Variant> all = new ArrayList<>();
        if (conf != null || !changes.isEmpty() || variants.isEmpty()) {
            String name = changes.isEmpty() && conf == null ? "the same settings" : "what if";
            all.add(variant(name, changes, started));
        }
        for (String each : variants) {
            all.add(parse(each, started));
        }
        return all;
    }

    private Variant parse(String text, SessionStarted started) {
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw new ConfigurationException(List.of(
                    "--variant '" + text + "' is no NAME:KEY=VALUE,..., such as wide:quote.half-spread=\"6 ticks\""));
        }
        Map<String, String> own = new LinkedHashMap<>(changes);
        for (String change : text.substring(colon + 1).split(",", -1)) {
            int equals = change.indexOf('=');
            if (equals <= 0) {
                throw new ConfigurationException(List.of("--variant '" + text + "': '" + change
                        + "' is no KEY=VALUE, such as quote.half-spread=6 ticks"));
            }
            own.put(
                    change.substring(0, equals).strip(),
                    change.substring(equals + 1).strip());
        }
        return variant(text.substring(0, colon).strip(), own, started);
    }

    /** Refuses settings that cannot be, before anything is played. */
    private Variant variant(String name, Map<String, String> changed, SessionStarted started) {
        String configuration =
                conf == null ? null : Configuration.load(conf).daemon().effective();
        Function<SessionStarted, EngineSettings> settings = each -> {
            if (configuration == null) {
                return EngineSettingsFactory.from(each, changed);
            }
            SessionStarted other = Copies.of(each);
            other.configuration = configuration;
            return EngineSettingsFactory.from(other, changed);
        };
        EngineSettings whatIf = settings.apply(started);
        if (!symbols(whatIf).equals(symbols(EngineSettingsFactory.from(started)))) {
            throw new ConfigurationException(List.of(conf + " has the markets " + symbols(whatIf) + ", the session "
                    + symbols(EngineSettingsFactory.from(started))));
        }
        return new Variant(name, settings);
    }

    private static List<String> symbols(EngineSettings settings) {
        return settings.markets().stream()
                .map(market -> market.instrument().symbol())
                .toList();
    }
}

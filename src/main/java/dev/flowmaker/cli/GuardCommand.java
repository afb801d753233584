package dev.flowmaker.cli;

import dev.flowmaker.Redaction;
import dev.flowmaker.config.AlertSettings.Severity;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.ConfigurationException;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.VenueSettings;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.daemon.GatewayFactory;
import dev.flowmaker.daemon.Guard;
import dev.flowmaker.daemon.alert.Alerts;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.venue.VenueException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code guard}: a second process that cancels a daemon's orders when its heartbeat stops. */
@Command(
        name = "guard",
        description =
                "Watches a daemon's heartbeat in its live state, and cancels its orders at the venue when it is frozen or"
                        + " gone, until the venue confirms that none is left. Needs the same key and secret.",
        mixinStandardHelpOptions = true)
final class GuardCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 100;
    private static final long CLOSING_MILLIS = 5_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private JournalChoice journal;

    @Option(
            names = "--conf",
            paramLabel = "CONF",
            description = "the daemon's configuration; without it, the one in the journal's last file")
    private @Nullable Path conf;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            description = "without a heartbeat for longer it acts (default: ${DEFAULT-VALUE})")
    private double patience = 5;

    private volatile boolean stopped;

    @Override
    public Integer call() throws VenueException, InterruptedException {
        if (!(patience >= 1 && patience <= 3600)) {
            throw new ConfigurationException(
                    List.of("--patience " + patience + ": give 1 to 3600 seconds; a pause of the JVM is no death"));
        }
        CleanStop stop = CleanStop.install(() -> stopped = true, CLOSING_MILLIS);
        int code = 1;
        try {
            guard(journal.path());
            code = 0;
        } finally {
            code = stop.finish(code);
        }
        return code;
    }

    private void guard(Path path) throws VenueException, InterruptedException {
        DaemonSettings settings = (conf == null ? recorded(path) : Configuration.load(conf)).daemon();
        if (settings.mode() == VenueSettings.Mode.PAPER) {
            throw new ConfigurationException(List.of(
                    settings.name() + " trades on paper: no venue has an order of it, so there is nothing to guard"));
        }
        List<GatewayFactory> gateways = VenueKeys.gateways(settings);
        URI webhook = settings.alerts().loadWebhook(System.getenv());
        if (webhook != null) {
            Redaction.hide(webhook.toString());
        }
        List<GuardedVenue> venues = new ArrayList<>();
        try (Alerts alerts = new Alerts(
                settings.name() + " guard",
                0,
                settings.alerts(),
                webhook,
                settings.secretVariables(),
                StatusCommand::utcNanos)) {
            for (int i = 0; i < gateways.size(); i++) {
                String name = gateways.size() > 1 ? settings.venueNames().get(i) + ": " : "";
                venues.add(new GuardedVenue(
                        settings.of(i),
                        gateways.get(i),
                        path,
                        (long) (patience * 1e9),
                        text -> say(name, text, alerts)));
            }
            say(
                    "",
                    "guards " + settings.name() + " on " + String.join(" and ", settings.venueNames()) + ": acts after "
                            + patience + " s without a heartbeat",
                    alerts);
            watch(venues);
        } finally {
            venues.forEach(GuardedVenue::close);
        }
    }

    /** Each venue on a thread of its own, until the guard is stopped. */
    private void watch(List<GuardedVenue> venues) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (GuardedVenue venue : venues) {
            Thread thread = new Thread(() -> lookUntilStopped(venue), "guard-" + threads.size());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void lookUntilStopped(GuardedVenue venue) {
        try {
            while (!stopped) {
                venue.look();
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param venue begins the line where there are several */
    private synchronized void say(String venue, String text, Alerts alerts) {
        boolean alarm = text.startsWith(Guard.ALARM);
        String whole = alarm ? Guard.ALARM + venue + text.substring(Guard.ALARM.length()) : venue + text;
        PrintWriter out = spec.commandLine().getOut();
        out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + Redaction.clean(whole));
        out.flush();
        if (alarm) {
            alerts.raise(Severity.CRITICAL, "guard-alarm", whole);
        } else if (text.startsWith("confirmed")) {
            alerts.raise(Severity.CRITICAL, "guard-confirmed", whole);
        }
    }

    /** The configuration that the journal's last file begins with. It names where key and secret are, and holds neither. */
    private static Configuration recorded(Path path) {
        try (JournalReader reader = JournalReader.open(path).fromLastFile()) {
            Message first = reader.next();
            if (first instanceof SessionStarted started) {
                return Configuration.parse("the configuration in " + path, "flowmaker = " + started.configuration);
            }
        }
        throw new ConfigurationException(
                List.of(path + ": its last file does not begin with a session: name the configuration with --conf"));
    }
}

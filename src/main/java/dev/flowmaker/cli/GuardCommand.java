package dev.flowmaker.cli;

import dev.flowmaker.Redaction;
import dev.flowmaker.config.AlertSettings.Severity;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.ConfigurationException;
import dev.flowmaker.config.Credentials;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.VenueSettings;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.daemon.Guard;
import dev.flowmaker.daemon.VenueGateways;
import dev.flowmaker.daemon.alert.Alerts;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.live.LiveState;
import dev.flowmaker.journal.live.LiveStateReader;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import dev.flowmaker.venue.VenueException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
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
    private @Nullable LiveState lastRead;

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
        if (settings.venue().mode() == VenueSettings.Mode.PAPER) {
            throw new ConfigurationException(List.of(
                    settings.name() + " trades on paper: no venue has an order of it, so there is nothing to guard"));
        }
        Credentials credentials = settings.venue().credentials().load(System.getenv());
        URI webhook = settings.alerts().loadWebhook(System.getenv());
        Redaction.hide(credentials.key());
        Redaction.hide(credentials.secret());
        if (webhook != null) {
            Redaction.hide(webhook.toString());
        }
        AtomicReference<@Nullable Inbox> inbox = new AtomicReference<>();
        try (Gateway gateway = new VenueGateways(settings, credentials).create(StatusCommand::utcNanos);
                Alerts alerts = new Alerts(
                        settings.name() + " guard",
                        0,
                        settings.alerts(),
                        webhook,
                        settings.secretVariables(),
                        StatusCommand::utcNanos)) {
            int markets = gateway.describe().instruments().size();
            LiveStateReader reader = new LiveStateReader(path);
            boolean dedicated = settings.venue().account() == VenueSettings.Account.DEDICATED;
            Guard guard = new Guard(
                    () -> read(path, reader),
                    gateway,
                    dedicated,
                    markets,
                    (long) (patience * 1e9),
                    System::nanoTime,
                    text -> say(text, alerts));
            gateway.startRequests(new SessionStarted(), event -> {
                Inbox to = inbox.get();
                if (to != null) {
                    to.offer(event);
                }
            });
            inbox.set(guard);
            say(
                    "guards " + settings.name() + " on " + settings.venue().name() + ": acts after " + patience
                            + " s without a heartbeat",
                    alerts);
            while (!stopped) {
                guard.look();
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }

    /** What cannot be read now is as it was last: a daemon that is silent. */
    private @Nullable LiveState read(Path path, LiveStateReader reader) {
        if (LiveStateReader.exists(path)) {
            try {
                lastRead = reader.read();
            } catch (JournalException unreadable) {
                return lastRead;
            }
        }
        return lastRead;
    }

    private void say(String text, Alerts alerts) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + Redaction.clean(text));
        out.flush();
        if (text.startsWith(Guard.ALARM)) {
            alerts.raise(Severity.CRITICAL, "guard-alarm", text);
        } else if (text.startsWith("confirmed")) {
            alerts.raise(Severity.CRITICAL, "guard-confirmed", text);
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

package dev.flowmaker.cli;

import dev.flowmaker.Redaction;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.ConfigurationException;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.VenueSettings;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.daemon.Daemon;
import dev.flowmaker.daemon.GatewayFactory;
import dev.flowmaker.daemon.Sessions;
import dev.flowmaker.daemon.doctor.Doctor;
import dev.flowmaker.daemon.doctor.Finding;
import dev.flowmaker.venue.VenueException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run}: the daemon, until a signal stops it. */
@Command(
        name = "run",
        description =
                "Makes markets as configured until SIGTERM or SIGINT; then cancels every order, waits for the venue to"
                        + " confirm, and exits 0, or 1 when it did not confirm.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    /** What closing may take on top of waiting for the venue. */
    private static final long CLOSING_MILLIS = 20_000;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CONF",
            description = "a configuration with a block flowmaker { … }, such as conf/local.conf")
    private Path conf;

    @Option(names = "--live", description = "yes, real money: needed for venue.mode = live")
    private boolean live;

    @Override
    public Integer call() throws VenueException {
        Configuration configuration = Configuration.load(conf);
        DaemonSettings settings = configuration.daemon();
        requireWord(settings.mode());
        List<GatewayFactory> gateways = VenueKeys.gateways(settings);
        URI webhook = settings.alerts().loadWebhook(System.getenv());
        if (webhook != null) {
            Redaction.hide(webhook.toString());
        }
        if (settings.log().file()) {
            Logs.alsoToFile(settings.journal().dir().resolve("log").resolve("flowmaker.log"), settings.log());
        }
        Sessions sessions = new Sessions(() -> {
            if (live) {
                requireHealth(configuration);
            }
            return Daemon.prepare(settings, gateways, webhook);
        });
        long bound = TimeUnit.NANOSECONDS.toMillis(settings.stopTimeoutNanos()) + CLOSING_MILLIS;
        CleanStop stop = CleanStop.install(() -> sessions.requestStop("a signal"), bound);
        int code = 1;
        try {
            PrintWriter out = spec.commandLine().getOut();
            StopReason reason = sessions.run(daemon -> {
                out.println(settings.name() + " makes " + settings.markets().size() + " market(s) on "
                        + String.join(" and ", settings.venueNames()) + " ("
                        + settings.mode().text() + "), session "
                        + daemon.epoch() + ", journal " + settings.journal().dir());
                out.flush();
            });
            code = exitCode(reason);
            out.println("stopped: " + explain(reason));
            out.flush();
        } finally {
            code = stop.finish(code);
        }
        return code;
    }

    private void requireWord(VenueSettings.Mode mode) {
        if (mode == VenueSettings.Mode.LIVE && !live) {
            throw new ConfigurationException(
                    List.of(conf + ": venue.mode is live: say --live too when real money is meant"));
        }
        if (mode != VenueSettings.Mode.LIVE && live) {
            throw new ConfigurationException(List.of(
                    conf + ": --live, but venue.mode is " + mode.text() + ": leave --live out, or set the mode"));
        }
    }

    /** Real money waits until the doctor is content. */
    private void requireHealth(Configuration configuration) {
        List<Finding> findings = DoctorCommand.examine(configuration);
        PrintWriter out = spec.commandLine().getOut();
        out.print(DoctorCommand.text(findings));
        out.flush();
        if (!Doctor.passes(findings)) {
            throw new ConfigurationException(List.of(
                    conf + ": mode live starts only when `flowmaker doctor` has nothing bad to say; see above"));
        }
    }

    static int exitCode(StopReason reason) {
        return reason == StopReason.REQUESTED || reason == StopReason.END_OF_DATA ? 0 : 1;
    }

    static String explain(StopReason reason) {
        return switch (reason) {
            case REQUESTED -> "every order canceled, and the venue confirmed it";
            case END_OF_DATA -> "the market data was played to its end; no order is left";
            case RULES_CHANGED ->
                "every order canceled, and the venue confirmed it; a market's rules changed, too often to begin again by"
                        + " itself: see the log";
            case UNCONFIRMED -> "NOT every order was confirmed canceled in time: look at the venue";
            case FAILED ->
                "FAILED: see the log, the journal's last record, and emergency.log beside it if there is one";
        };
    }
}

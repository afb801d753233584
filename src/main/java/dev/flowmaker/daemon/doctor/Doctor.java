package dev.flowmaker.daemon.doctor;

import static dev.flowmaker.daemon.doctor.Finding.bad;
import static dev.flowmaker.daemon.doctor.Finding.fine;
import static dev.flowmaker.daemon.doctor.Finding.warning;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.ConfigurationException;
import dev.flowmaker.config.Credentials;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.config.VenueSettings;
import dev.flowmaker.config.VenueSettings.Mode;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.daemon.GatewayFactory;
import dev.flowmaker.venue.Checkup;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.VenueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks everything a session relies on, in the order in which it will, and says of each whether it is fine and what to do
 * when it is not. Places nothing, cancels nothing, and leaves the journal alone.
 */
public final class Doctor {
    private static final double NANOS_PER_MILLI = 1e6;
    /** A share of the skew that is allowed, beyond which the clock is worth a word. */
    private static final int WORTH_A_WORD = 4;

    private final DaemonSettings settings;
    private final Map<String, String> environment;
    private final BiFunction<DaemonSettings, Credentials, GatewayFactory> gateways;
    private final LongSupplier utcNanos;
    /** Begins what findings of one of several venues are about. */
    private final String prefix;

    private final List<Finding> findings;

    private Doctor(
            DaemonSettings settings,
            String prefix,
            Map<String, String> environment,
            BiFunction<DaemonSettings, Credentials, GatewayFactory> gateways,
            LongSupplier utcNanos,
            List<Finding> findings) {
        this.prefix = prefix;
        this.findings = findings;
        this.utcNanos = utcNanos;
        this.settings = settings;
        this.environment = environment;
        this.gateways = gateways;
    }

    /**
     * Looks at everything; stops early where the rest depends on what failed.
     *
     * @param gateways makes the factory of gateways for one venue's settings and the credentials found
     * @param utcNanos the clock that venues' times are compared with
     */
    public static List<Finding> examine(
            Configuration configuration,
            Map<String, String> environment,
            BiFunction<DaemonSettings, Credentials, GatewayFactory> gateways,
            LongSupplier utcNanos) {
        DaemonSettings settings = configuration.daemon();
        List<Finding> findings = new ArrayList<>();
        findings.add(fine("configuration", "every key and value is known and fits together"));
        findings.add(DiskExam.of(settings.journal()));
        List<String> names = settings.venueNames();
        for (int venue = 0; venue < names.size(); venue++) {
            String prefix = names.size() > 1 ? names.get(venue) + ": " : "";
            new Doctor(settings.of(venue), prefix, environment, gateways, utcNanos, findings).examine();
        }
        return List.copyOf(findings);
    }

    /** Whether a daemon may start on this. */
    public static boolean passes(List<Finding> findings) {
        return findings.stream().noneMatch(finding -> finding.verdict() == Finding.Verdict.BAD);
    }

    private void examine() {
        Credentials credentials = credentials();
        if (credentials == null) {
            return;
        }
        try (Gateway gateway = gateways.apply(settings, credentials).create(utcNanos)) {
            askVenue(gateway);
        }
    }

    private @Nullable Credentials credentials() {
        try {
            Credentials credentials = settings.venue().loadCredentials(environment);
            add(fine("key and secret", onPaper() ? "none is needed on paper" : "found"));
            return credentials;
        } catch (ConfigurationException e) {
            e.problems()
                    .forEach(problem -> add(bad("key and secret", problem, "docs/venues.md tells how to get them")));
            return null;
        }
    }

    private void askVenue(Gateway gateway) {
        VenueSettings venue = settings.venue();
        Gateway.Description description;
        try {
            description = gateway.describe();
        } catch (VenueException e) {
            add(bad("requests", venue.restUri() + ": " + e.getMessage(), "nothing else can be asked until this works"));
            return;
        }
        add(fine("requests", venue.restUri() + " answers in " + millis(description.roundTripNanos())));
        clock(description);
        EngineSettings engine = rules(description);
        description.instruments().forEach(each -> add(StatusExam.of(gateway, each)));
        if (!onPaper()) {
            account(gateway, description, engine);
        }
        streams(gateway);
        deadMansSwitch();
    }

    private boolean onPaper() {
        return settings.venue().mode() == Mode.PAPER;
    }

    private void clock(Gateway.Description description) {
        long offset = description.clockOffsetNanos();
        long most = settings.venue().maxClockSkewNanos();
        String text = "the venue's is " + millis(Math.abs(offset)) + (offset < 0 ? " behind" : " ahead of") + " ours";
        if (Math.abs(offset) > most) {
            add(bad("clock", text + ", and venue.max-clock-skew is " + millis(most), "synchronise this machine (NTP)"));
        } else if (Math.abs(offset) > most / WORTH_A_WORD) {
            add(warning("clock", text, "synchronise this machine (NTP) before it is more than " + millis(most)));
        } else {
            add(fine("clock", text));
        }
    }

    /** What was configured held against the venue's rules. */
    private @Nullable EngineSettings rules(Gateway.Description description) {
        SessionStarted started = new SessionStarted();
        started.mode = settings.venue().mode().text();
        started.configuration = settings.effective();
        EngineSettingsFactory.describe(started, description.assets(), description.instruments());
        try {
            EngineSettings engine = settings.resolve(started);
            engine.markets().forEach(market -> RulesExam.of(market).forEach(this::add));
            return engine;
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> add(bad("rules", problem, "change the configuration as the line says")));
            return null;
        }
    }

    private void account(Gateway gateway, Gateway.Description description, @Nullable EngineSettings engine) {
        Checkup checkup;
        try {
            checkup = gateway.checkup();
        } catch (VenueException e) {
            add(bad("account", String.valueOf(e.getMessage()), "check the key and its rights"));
            return;
        }
        AccountExam exam = new AccountExam(settings.venue(), description, checkup);
        exam.rights().forEach(this::add);
        exam.orders().forEach(this::add);
        if (engine != null) {
            exam.balances(engine).forEach(this::add);
            new MarginExam(checkup, engine).findings().forEach(this::add);
        }
    }

    /** Opens what the daemon will listen to, and closes it again. */
    private void streams(Gateway gateway) {
        VenueSettings venue = settings.venue();
        String where = venue.streamUri() + " and " + venue.wsApiUri();
        try {
            gateway.start(new SessionStarted(), event -> {});
            add(fine("streams", where + " take us"));
        } catch (VenueException e) {
            add(bad("streams", where + ": " + e.getMessage(), "the daemon would not start without them"));
        }
    }

    private void deadMansSwitch() {
        VenueSettings venue = settings.venue();
        String what = "dead man's switch";
        if (venue.switchNanos() > 0) {
            add(fine(what, "armed for " + venue.switchNanos() / 1_000_000_000L + " s, refreshed three times in each"));
        } else if (venue.mode() == Mode.SIM || onPaper()) {
            add(fine(what, "off"));
        } else {
            add(warning(
                    what,
                    "none here: orders stay when this process freezes or dies",
                    "run `flowmaker guard` beside the daemon, better on another machine's power"));
        }
    }

    private void add(Finding finding) {
        findings.add(new Finding(finding.verdict(), prefix + finding.what(), finding.text(), finding.remedy()));
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / NANOS_PER_MILLI);
    }
}

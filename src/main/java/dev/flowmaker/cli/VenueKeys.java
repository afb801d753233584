package dev.flowmaker.cli;

import dev.flowmaker.Redaction;
import dev.flowmaker.config.ConfigurationException;
import dev.flowmaker.config.Credentials;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.daemon.GatewayFactory;
import dev.flowmaker.daemon.VenueGateways;
import java.util.ArrayList;
import java.util.List;

/** Keys and secrets of a configuration's venues, kept out of whatever is said. */
final class VenueKeys {
    private VenueKeys() {}

    /**
     * Ready to speak with each venue, by index.
     *
     * @throws ConfigurationException when a key or secret is missing, of all venues at once
     */
    static List<GatewayFactory> gateways(DaemonSettings settings) {
        List<String> problems = new ArrayList<>();
        List<GatewayFactory> gateways = new ArrayList<>();
        for (int venue = 0; venue < settings.venues().size(); venue++) {
            try {
                Credentials credentials = settings.venues().get(venue).loadCredentials(System.getenv());
                gateways.add(gateway(settings.of(venue), credentials));
            } catch (ConfigurationException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return gateways;
    }

    /** The same for one venue's part of the settings. */
    static GatewayFactory gateway(DaemonSettings ofVenue, Credentials credentials) {
        Redaction.hide(credentials.key());
        Redaction.hide(credentials.secret());
        return new VenueGateways(ofVenue, credentials);
    }
}

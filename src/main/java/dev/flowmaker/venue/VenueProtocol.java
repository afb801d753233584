package dev.flowmaker.venue;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a venue speaks, the hosts it is known by, and what of it this version can use. */
public enum VenueProtocol {
    /** Binance spot. Demo trading has hosts of its own below binance.com; it counts as the real thing until somebody needs it. */
    BINANCE(
            "Binance",
            EnumSet.of(Feature.ORDERS, Feature.OWN_EVENTS_APART, Feature.LOCAL_SWITCH),
            "(.*\\.)?binance\\.(com|us|vision|me|info|cloud)",
            "(.*\\.)?testnet\\.binance\\.vision"),
    /** Kraken spot, which has no public testnet. */
    KRAKEN(
            "Kraken",
            EnumSet.of(Feature.ORDERS, Feature.OWN_EVENTS_APART, Feature.LOCAL_SWITCH, Feature.VENUE_SWITCH),
            "(api|ws|ws-auth)\\.kraken\\.com",
            ""),
    /** BitMEX's perpetuals. */
    BITMEX(
            "BitMEX",
            EnumSet.of(Feature.ORDERS, Feature.PERPETUALS, Feature.LOCAL_SWITCH, Feature.VENUE_SWITCH),
            "(www\\.|ws\\.)?bitmex\\.com",
            "(ws\\.)?testnet\\.bitmex\\.com"),
    /** Bitstamp spot, which has no post-only orders through XChange: looked at and traded on paper only. */
    BITSTAMP("Bitstamp", EnumSet.noneOf(Feature.class), "(www|ws)\\.bitstamp\\.net", "");

    private enum Feature {
        /** Orders, and with them every mode. */
        ORDERS,
        /** Its markets are perpetuals, and no spot markets. */
        PERPETUALS,
        /** Our own orders' events come over a socket with an address of its own. */
        OWN_EVENTS_APART,
        /** The local exchange has a dead man's switch in this protocol. */
        LOCAL_SWITCH,
        /** The venue has one itself. */
        VENUE_SWITCH
    }

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final Set<Feature> features;

    private final Pattern production;
    private final Pattern testnet;

    VenueProtocol(String title, Set<Feature> features, String production, String testnet) {
        this.title = title;
        this.features = features;
        this.production = Pattern.compile(production);
        this.testnet = Pattern.compile(testnet);
    }

    /** As written in a configuration. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As it calls itself. */
    public String title() {
        return title;
    }

    /** Whether orders can be sent. */
    public boolean hasOrders() {
        return features.contains(Feature.ORDERS);
    }

    /** Whether its markets are perpetuals; otherwise they are spot markets. */
    public boolean hasPerpetuals() {
        return features.contains(Feature.PERPETUALS);
    }

    public boolean hasTestnet() {
        return !testnet.pattern().isEmpty();
    }

    /** Whether our own orders' events come over a socket with an address of its own. */
    public boolean ownEventsApart() {
        return features.contains(Feature.OWN_EVENTS_APART);
    }

    /** Whether a dead man's switch can be armed there. */
    public boolean hasSwitch(Network network) {
        return features.contains(network == Network.LOCAL ? Feature.LOCAL_SWITCH : Feature.VENUE_SWITCH);
    }

    /** What a host leads to. */
    public Network networkOf(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (hasTestnet() && testnet.matcher(name).matches()) {
            return Network.TESTNET;
        }
        return production.matcher(name).matches() ? Network.PRODUCTION : Network.LOCAL;
    }
}

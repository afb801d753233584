package dev.flowmaker.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The venues of a configuration: the blocks of the list {@code venues}, each on top of the block {@code venue}; or that block alone. */
final class VenueBlocks {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,19}");

    private VenueBlocks() {}

    static List<Section> of(Section at) {
        if (at.value("venues") instanceof ConfigList list && list.isEmpty()) {
            return List.of(at.section("venue"));
        }
        ConfigObject nothing = at.object().withOnlyKey("");
        ConfigObject shared = at.value("venue") instanceof ConfigObject block ? block : nothing;
        return at.sections("venues", nothing, shared);
    }

    /** Proves each in itself, and that they can be one daemon's. */
    static List<VenueSettings> read(List<Section> blocks) {
        List<VenueSettings> venues = new ArrayList<>();
        for (Section at : blocks) {
            VenueSettings venue = VenueSettings.read(at);
            if (blocks.size() > 1) {
                checkName(at, venue.name());
                for (VenueSettings other : venues) {
                    compare(at, venue, other);
                }
            }
            venues.add(venue);
        }
        return List.copyOf(venues);
    }

    static List<String> names(List<VenueSettings> venues) {
        return venues.stream().map(VenueSettings::name).toList();
    }

    private static void checkName(Section at, String name) {
        if (at.sound("name") && !NAME.matcher(name).matches()) {
            at.problem(
                    "name",
                    Units.quoted(name) + " cannot tell it from the others: small letters, digits and hyphens, at most"
                            + " 20, as it is part of what its markets are called");
        }
    }

    private static void compare(Section at, VenueSettings venue, VenueSettings other) {
        if (at.sound("name") && venue.name().equals(other.name())) {
            at.problem("name", "two venues are called " + venue.name() + ": give each a name of its own");
        }
        if (at.sound("mode") && venue.mode() != other.mode()) {
            at.problem(
                    "mode",
                    "is " + venue.mode().text() + ", and that of " + other.name() + " is "
                            + other.mode().text() + ": real money, tests and paper are never mixed in one daemon");
        }
        boolean sameAddress = venue.restUri().equals(other.restUri());
        boolean sameKey = venue.credentials().equals(other.credentials());
        if (at.sound("rest-uri") && sameAddress && (sameKey || venue.mode() == VenueSettings.Mode.PAPER)) {
            at.problem(
                    "rest-uri",
                    "is that of " + other.name() + " too, with the same key: one account would be counted twice; put"
                            + " its markets under one venue");
        } else if (sameKey && venue.mode() != VenueSettings.Mode.PAPER && venue.mode() != VenueSettings.Mode.SIM) {
            at.problem(
                    "key-env",
                    "key and secret are those of " + other.name() + ": they would be shown to another venue; name"
                            + " other variables or another file");
        }
    }

    /**
     * Index of a market's venue.
     *
     * @param names of the venues; empty when the market's is of no interest
     */
    static int indexOf(Section market, List<String> names) {
        String name = market.textOr("venue", "");
        if (names.isEmpty() || (name.isEmpty() && names.size() == 1)) {
            return 0;
        }
        int index = names.indexOf(name);
        if (index < 0) {
            market.problem(
                    "venue",
                    name.isEmpty()
                            ? "is missing: this daemon has several venues; name one of " + String.join(", ", names)
                            : "there is no venue " + Units.quoted(name) + ", but " + String.join(", ", names));
        }
        return Math.max(0, index);
    }

    /** What a market is called where there are so many venues. */
    static String marketName(String symbol, int venue, List<String> names) {
        return names.size() > 1 ? names.get(venue) + ":" + symbol : symbol;
    }

    /** Every venue must have something to do. */
    static void requireMarkets(Section at, List<VenueSettings> venues, List<Integer> venueOfMarkets) {
        for (int venue = 0; venue < venues.size() && venues.size() > 1; venue++) {
            if (!venueOfMarkets.contains(venue) && at.sound("markets") && !venueOfMarkets.isEmpty()) {
                at.problem(
                        "venues",
                        venues.get(venue).name() + " has no market: add one with venue = "
                                + venues.get(venue).name() + ", or take the venue out");
            }
        }
    }
}

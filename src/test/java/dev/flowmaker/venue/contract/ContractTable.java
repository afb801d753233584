package dev.flowmaker.venue.contract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The contract as {@code docs/venues.md} shows it: a row for each line, a column for each venue. */
final class ContractTable {
    /** Those held to it, in the order of their columns. */
    static final List<VenueRig> VENUES = List.of(
            new BinanceContractTest.Rig(),
            new KrakenContractTest.Rig(),
            new BitmexContractTest.Rig(),
            new BitstampContractTest.Rig());

    /** What the table stands between. */
    static final String BEGIN = "<!-- scripts/venue-contract writes this -->\n";

    static final String END = "<!-- until here -->\n";

    /** How long the lines of a venue took. */
    @FunctionalInterface
    interface WallTime {
        long millis(VenueRig rig) throws IOException;
    }

    private ContractTable() {}

    static String render(WallTime time) throws IOException {
        StringBuilder table = new StringBuilder("\n| line of the contract |");
        VENUES.forEach(venue -> table.append(' ').append(venue.title()).append(" |"));
        table.append("\n|---|").append("---|".repeat(VENUES.size())).append('\n');
        List<String> notes = new ArrayList<>();
        for (Line line : Line.values()) {
            table.append("| ").append(line.title()).append(" |");
            for (VenueRig venue : VENUES) {
                table.append(' ').append(cell(venue, line, notes)).append(" |");
            }
            table.append('\n');
        }
        table.append("| wall time |");
        for (VenueRig venue : VENUES) {
            table.append(' ').append((time.millis(venue) + 500) / 1_000).append(" s |");
        }
        table.append('\n');
        for (int i = 0; i < notes.size(); i++) {
            table.append(i == 0 ? "\n" : "")
                    .append(i + 1)
                    .append(". ")
                    .append(notes.get(i))
                    .append('\n');
        }
        return table.append('\n').toString();
    }

    private static String cell(VenueRig venue, Line line, List<String> notes) {
        String standIn = line.standIn(venue);
        String remark = standIn == null ? venue.remarks().get(line) : standIn;
        String word = standIn == null ? "yes" : "–";
        if (remark == null) {
            return word;
        }
        String note = venue.title() + ": " + remark + ".";
        if (!notes.contains(note)) {
            notes.add(note);
        }
        return word + " (" + (notes.indexOf(note) + 1) + ")";
    }

    /** A text with a new table in the place of the one it has. */
    static String replaced(String text, String table) {
        return text.substring(0, text.indexOf(BEGIN) + BEGIN.length()) + table + text.substring(text.indexOf(END));
    }
}

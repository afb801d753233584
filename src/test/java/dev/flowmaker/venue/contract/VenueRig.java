package dev.flowmaker.venue.contract;

import dev.flowmaker.core.market.Instrument;
import java.util.Map;

/** What is configured differently for each venue that is held to the contract, and what of the contract it has not. */
interface VenueRig {
    /** Its column in the table. */
    String title();

    /** As in {@code exchange.protocol} and {@code venue.protocol}. */
    String protocol();

    /** The local exchange's market: the inside of a block of {@code exchange.markets}. */
    String market();

    /** What every account holds at first: the inside of {@code exchange.accounts[].balances}. */
    String balances();

    /** The addresses inside the block {@code venue}, with this machine's port. */
    String addresses(int port);

    /** The market as the daemon follows it: symbol, size and limits inside a block of {@code markets}. */
    String followed();

    /** Whether its market is a perpetual. */
    default boolean perpetual() {
        return false;
    }

    /** A secret of the form that this venue's have. */
    default String secret(String name) {
        return name + "Secret9876543210";
    }

    /** A price of the market, around which everything happens. */
    long midTicks();

    /** An order of a size that the venue takes at that price. */
    long lots();

    /** What the exchange's market looks like through the venue: some do not tell everything. */
    default Instrument described(Instrument market) {
        return market;
    }

    /** In the method and address of a placement. */
    String placement();

    /** In every message that changes a book, the first whole one aside. */
    String bookMessage();

    /** In every message that tells of an own order or fill. */
    String ownMessage();

    /** The lines this venue has no such thing for, each with what stands in its place. */
    default Map<Line, String> standIns() {
        return Map.of();
    }

    /** What must be known of lines that are kept. */
    default Map<Line, String> remarks() {
        return Map.of();
    }
}

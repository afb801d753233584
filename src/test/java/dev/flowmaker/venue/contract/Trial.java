package dev.flowmaker.venue.contract;

/** What one line is tried on. */
record Trial(VenueRig rig, Bench bench) {
    /** Alice's gateway, which the lines share. */
    Client client() throws Exception {
        return bench.alice("");
    }

    /** The same with a stream that is replaced when it has been silent for a moment. */
    Client impatient() throws Exception {
        return bench.alice("silence-timeout = 1500 ms");
    }

    /** A price inside Bob's spread, on the side of a buyer: nobody is before an order there. */
    long bidTicks() {
        return rig.midTicks() - 5;
    }

    /** The same on the side of a seller. */
    long askTicks() {
        return rig.midTicks() + 5;
    }

    /** A price far below everything. */
    long farTicks() {
        return rig.midTicks() - 1_000;
    }

    long lots() {
        return rig.lots();
    }
}

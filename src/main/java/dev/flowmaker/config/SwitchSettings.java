package dev.flowmaker.config;

import dev.flowmaker.venue.Network;
import dev.flowmaker.venue.VenueProtocol;

/** The venue's dead man's switch: whether it is armed, and its countdown. */
final class SwitchSettings {
    private static final long SECOND = 1_000_000_000L;

    private SwitchSettings() {}

    /** When it is armed. */
    private enum Use {
        /** Where there is one, on an account that is ours alone. */
        AUTO,
        /** Always; where that cannot be is a problem. */
        ON,
        OFF
    }

    /** Countdown in nanoseconds; 0 when it is not armed. */
    static long read(Section venue, VenueSettings.Mode mode, VenueProtocol protocol, VenueSettings.Account account) {
        Section at = venue.section("dead-mans-switch");
        Use use = at.choice("use", Use.class);
        long countdown = at.nanos("countdown", SECOND, 3600 * SECOND);
        boolean dedicated = account == VenueSettings.Account.DEDICATED;
        boolean there = switch (mode) {
            case SIM -> protocol.hasSwitch(Network.LOCAL);
            case PAPER -> false;
            case TESTNET -> protocol.hasSwitch(Network.TESTNET);
            case LIVE -> protocol.hasSwitch(Network.PRODUCTION);
        };
        if (use == Use.ON && !there) {
            at.problem("use", "is on, and this venue has no dead man's switch: write auto, and run `guard`");
        } else if (use == Use.ON && !dedicated) {
            at.problem("use", "is on, and account is shared: it would cancel others' orders too; write auto");
        }
        return use != Use.OFF && there && dedicated ? countdown : 0;
    }
}

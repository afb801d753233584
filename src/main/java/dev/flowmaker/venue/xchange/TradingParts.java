package dev.flowmaker.venue.xchange;

import dev.flowmaker.venue.Inbox;

/**
 * What a venue's trading is made of that is the same everywhere.
 *
 * @param user the state of the line of our own events
 * @param outcomes where the fate of requests is told
 * @param clockTrouble told when the venue finds our time wrong
 * @param endings where threads' ends can be waited for
 */
record TradingParts(
        Session session, Inbox inbox, ChannelState user, Outcomes outcomes, Runnable clockTrouble, Endings endings) {}

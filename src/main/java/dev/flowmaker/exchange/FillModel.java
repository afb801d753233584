package dev.flowmaker.exchange;

import dev.flowmaker.exchange.matching.QueueModel;

/** How fills of orders in recorded markets are told: who of a level's queue leaves when its quantity falls. */
// The models are functions without state.
@SuppressWarnings("ImmutableEnumChecker")
public enum FillModel {
    /** Those behind our order first: fewest fills. */
    RISK_AVERSE("risk-averse", QueueModel.RISK_AVERSE);

    private final String text;
    private final QueueModel queue;

    FillModel(String text, QueueModel queue) {
        this.text = text;
        this.queue = queue;
    }

    /** As the command line calls it. */
    public String text() {
        return text;
    }

    public QueueModel queue() {
        return queue;
    }
}

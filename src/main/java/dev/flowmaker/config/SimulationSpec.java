package dev.flowmaker.config;

import dev.flowmaker.exchange.FillModel;

/**
 * How the exchange is simulated where a session's orders are laid over recorded market data.
 *
 * @param fills who of a queue leaves when it shrinks
 */
public record SimulationSpec(FillModel fills) {
    static SimulationSpec read(Section at) {
        return new SimulationSpec(fillModel(at));
    }

    static FillModel fillModel(Section at) {
        return at.read("fill-model", FillModel.RISK_AVERSE, FillModel::parse);
    }
}

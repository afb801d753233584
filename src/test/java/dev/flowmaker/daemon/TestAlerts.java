package dev.flowmaker.daemon;

import java.util.List;

/** Alerts that go nowhere. */
final class TestAlerts {
    private TestAlerts() {}

    static AlertRules rules() {
        return new AlertRules((severity, code, text) -> {}, List.of(), List.of(ScriptedGateway.BTC_USDT));
    }
}

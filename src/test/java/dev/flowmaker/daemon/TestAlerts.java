package dev.flowmaker.daemon;

import dev.flowmaker.config.AlertSettings;
import dev.flowmaker.config.AlertSettings.Severity;
import dev.flowmaker.daemon.alert.Alerts;
import java.util.List;
import java.util.Set;

/** Alerts that go nowhere. */
final class TestAlerts {
    /** One for all, because each has a thread and simulated daemons die by the thousand. */
    private static final Alerts SHARED = new Alerts(
            "test",
            1,
            new AlertSettings("", null, List.of(), Severity.INFO, 0, 1_000_000_000L),
            null,
            Set.of(),
            () -> 0L);

    private TestAlerts() {}

    static AlertRules rules() {
        return new AlertRules(SHARED, List.of(ScriptedGateway.BTC_USDT));
    }
}

package dev.flowmaker.cli;

import java.util.Map;

/**
 * System properties the libraries read once, when their classes load: set before anything else, so that a bare
 * {@code java -jar} is as safe as the script. What the command line sets stays.
 */
final class JvmProperties {
    private static final Map<String, String> DEFAULTS = Map.of(
            // The JDK repeats a POST on a dropped keep-alive connection: two orders.
            "sun.net.http.retryPost", "false",
            // Chronicle phones home, prints a banner and watches disks on a thread of its own.
            "chronicle.analytics.disable", "true",
            "chronicle.announcer.disable", "true",
            "chronicle.disk.monitor.disable", "true",
            // Newer JDKs warn about what Netty can do without.
            "io.netty.noUnsafe", "true");

    private JvmProperties() {}

    static void set() {
        DEFAULTS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}

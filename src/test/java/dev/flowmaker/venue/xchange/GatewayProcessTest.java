package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a process with a gateway does, seen from outside. */
class GatewayProcessTest {
    private static ChildJvm.Outcome run(LocalBinance venue, List<String> flags) throws Exception {
        XchangeSettings settings = venue.settings();
        return ChildJvm.run(
                flags,
                GatewayProcess.class,
                settings.restUri().toString(),
                settings.streamUri().toString(),
                settings.socketApiUri().toString());
    }

    @Test
    void shouldEndByItselfOnceTheGatewayIsClosed() throws Exception {
        try (LocalBinance venue = new LocalBinance(11)) {
            ChildJvm.Outcome outcome = run(venue, List.of());
            assertEquals(0, outcome.exitCode(), outcome.output());
            assertTrue(outcome.output().contains("closed"), outcome.output());
            assertFalse(outcome.output().contains("left running"), outcome.output());
        }
    }

    @Test
    void shouldRefuseAJavaThatWouldSendAnOrderTwice() throws Exception {
        try (LocalBinance venue = new LocalBinance(12)) {
            ChildJvm.Outcome outcome = run(venue, List.of("-Dsun.net.http.retryPost=true"));
            assertEquals(1, outcome.exitCode(), outcome.output());
            assertTrue(outcome.output().contains("-Dsun.net.http.retryPost=false"), outcome.output());
            assertFalse(outcome.output().contains("closed"), outcome.output());
        }
    }
}

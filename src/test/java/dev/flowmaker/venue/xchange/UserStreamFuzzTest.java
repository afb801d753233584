package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.venue.Mutator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged events on the user stream's socket: what is taken is what they say, and what is lost is asked for. */
@Timeout(600)
class UserStreamFuzzTest {
    private static final String ORDER = StrictBinance.IDS.text(1L << 32 | 17);
    private static final String[] EVENTS = {
        execution("NEW", "NEW", "\"N\":null", ORDER, ""),
        execution("TRADE", "PARTIALLY_FILLED", "\"N\":\"USDT\"", ORDER, ""),
        execution("TRADE", "FILLED", "\"N\":\"BNB\"", ORDER, ""),
        execution("CANCELED", "CANCELED", "\"N\":null", "web_1", ORDER),
        execution("EXPIRED", "EXPIRED", "\"N\":null", ORDER, ""),
        "{\"e\":\"outboundAccountPosition\",\"E\":1700000000124,\"u\":1700000000123,\"B\":["
                + "{\"a\":\"BTC\",\"f\":\"1.00000002\",\"l\":\"0.50000000\"},"
                + "{\"a\":\"USDT\",\"f\":\"250.00000000\",\"l\":\"0.00000000\"}]}"
    };

    private final ScriptedBinance venue = new ScriptedBinance();
    private final RecordingInbox inbox = new RecordingInbox();
    private final BinanceGateway gateway = new BinanceGateway(TestSettings.of(venue), TestSettings::utcNanos);
    private io.netty.channel.Channel user;

    private static String execution(String type, String status, String asset, String id, String original) {
        return "{\"e\":\"executionReport\",\"E\":1700000000124,\"s\":\"BTCUSDT\",\"c\":\"" + id
                + "\",\"S\":\"SELL\",\"q\":\"0.00500000\",\"p\":\"60000.01000000\",\"C\":\"" + original + "\",\"x\":\""
                + type + "\",\"X\":\"" + status + "\",\"r\":\"NONE\",\"i\":4293153,\"l\":\"0.00100000\","
                + "\"z\":\"0.00100000\",\"L\":\"60000.01000000\",\"n\":\"0.06000001\"," + asset
                + ",\"T\":1700000000123,\"t\":999,\"m\":true}";
    }

    @BeforeEach
    void start() throws Exception {
        gateway.start(TestSettings.session(gateway.describe()), inbox);
        user = venue.awaitUser();
    }

    @AfterEach
    void stop() {
        gateway.close();
        venue.close();
    }

    @Test
    void shouldTakeNothingButWhatIsSaid() throws Exception {
        int taken = 0;
        int lost = 0;
        for (int i = 0; i < 3 * Mutator.CASES; i++) {
            Mutator mutator = new Mutator(i);
            String damaged = mutator.damage("{\"subscriptionId\":0,\"event\":" + mutator.pick(EVENTS) + "}");
            int before = inbox.size();
            ScriptedBinance.send(user, damaged);
            long marker = 77_000_000_000_000L + i;
            ScriptedBinance.sendUser(
                    user,
                    "{\"e\":\"outboundAccountPosition\",\"E\":1,\"u\":1,\"B\":[{\"a\":\"BTC\",\"f\":\"770000."
                            + String.format("%08d", i) + "\",\"l\":\"0\"}]}");
            inbox.awaitAfter(before, Balance.class, event -> event.freeQuanta == marker);
            List<Message> all = inbox.all();
            List<Message> came = all.subList(before, all.size() - 1);
            boolean asked = came.stream()
                    .anyMatch(event ->
                            event instanceof ConnectionChanged change && change.channel == Channel.USER && !change.up);
            List<Map<String, String>> events = came.stream()
                    .filter(event -> !(event instanceof ConnectionChanged))
                    .map(StrictBinance::fields)
                    .toList();
            List<Map<String, String>> said = StrictBinance.read(damaged, StrictBinance::userFrame);
            String what = "case " + i + " said " + said + ", came " + events + ": " + shown(damaged);
            if (events.isEmpty()) {
                assertTrue(asked || said == null || said.isEmpty(), what + " was lost without a word: " + said);
                lost += asked ? 1 : 0;
            } else {
                assertTrue(StrictBinance.same(said, events), what);
                taken++;
            }
        }
        assertTrue(taken > Mutator.CASES / 10 && lost > Mutator.CASES / 10, taken + " taken, " + lost + " lost");
    }

    static String shown(String text) {
        return text.substring(0, Math.min(1_000, text.length()));
    }
}

package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryBalances;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.xchange.ScriptedBinance.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** With every log of every library open, nothing secret is in any of them. */
class SecretsInLogsTest {
    private static final Pattern SIGNATURE = Pattern.compile("(?i)signature[\"=:]+\"?[0-9a-f]{16}");
    private static final String KEY = "logTestKey4711aBcD";
    private static final String SECRET = "logTestSecret0815xYz";

    private static final class Recorder extends AppenderBase<ILoggingEvent> {
        final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + " " + trace);
        }
    }

    @Test
    void shouldKeepKeySecretAndSignaturesOutOfEveryLog() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        Recorder recorder = new Recorder();
        recorder.setContext(root.getLoggerContext());
        recorder.start();
        root.addAppender(recorder);
        root.setLevel(Level.TRACE);
        try (ScriptedBinance venue = new ScriptedBinance()) {
            trade(venue);
        } finally {
            root.detachAppender(recorder);
            root.setLevel(before);
        }
        assertTrue(recorder.lines.stream().anyMatch(line -> line.contains("Connecting to")), "nothing was recorded");
        for (String line : recorder.lines) {
            assertFalse(line.contains(KEY), line);
            assertFalse(line.contains(SECRET), line);
            // Other tests talk meanwhile; their signatures must not be there either.
            assertFalse(SIGNATURE.matcher(line).find() && line.contains("mazi"), line);
        }
    }

    private static void trade(ScriptedBinance venue) throws Exception {
        RecordingInbox inbox = new RecordingInbox();
        XchangeSettings settings = TestSettings.of(
                venue.restUri(),
                venue.streamUri(),
                venue.socketApiUri(),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                KEY,
                SECRET);
        try (BinanceGateway gateway = new BinanceGateway(settings, TestSettings::utcNanos)) {
            Gateway.Description description = gateway.describe();
            gateway.start(TestSettings.session(description), inbox);
            PlaceOrder place = new PlaceOrder();
            place.market = 0;
            place.orderId = 1;
            place.priceTicks = 5_000_000;
            place.lots = 100;
            venue.on("POST /api/v3/order", call -> Answer.json("{\"orderId\":7}"));
            gateway.execute(place);
            inbox.await(OrderAccepted.class, event -> true);
            // Errors are where a careless client prints the request.
            venue.on("POST /api/v3/order", call -> Answer.plain(500, "echo " + call.parameters() + " " + KEY));
            gateway.execute(place);
            inbox.await(RequestUnknown.class, event -> !event.text.contains(KEY));
            gateway.execute(new QueryBalances());
            inbox.await(Balance.class, event -> event.source == Source.QUERY);
        }
    }
}

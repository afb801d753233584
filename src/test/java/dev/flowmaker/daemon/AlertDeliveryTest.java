package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.flowmaker.config.AlertSettings;
import dev.flowmaker.config.AlertSettings.Severity;
import dev.flowmaker.core.engine.Notice;
import dev.flowmaker.core.engine.NoticeCode;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.SessionStopped;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.daemon.alert.Alerts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of trouble that an operator is woken for, from its record to a webhook and to a command, within five seconds. */
@Timeout(60)
class AlertDeliveryTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int WITHIN = 5;

    @TempDir
    private Path folder;

    private final BlockingQueue<String> posted = new LinkedBlockingQueue<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            posted.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            call.sendResponseHeaders(204, -1);
            call.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private record Trouble(String code, String severity, Consumer<AlertRules> happens) {}

    private static Trouble notice(NoticeCode code, String text, String told, String severity) {
        return new Trouble(told, severity, rules -> {
            Notice notice = new Notice();
            notice.code = code;
            notice.market = 0;
            notice.text = text;
            notice.first = 5;
            rules.onRecord(notice);
        });
    }

    private static Trouble operator(OperatorAction action, String told) {
        return new Trouble(told, "critical", rules -> {
            OperatorRequest request = new OperatorRequest();
            request.action = action;
            request.text = "why";
            rules.onRecord(request);
        });
    }

    private static List<Trouble> troubles() {
        return Stream.of(
                        notice(NoticeCode.BREAKER_TRIPPED, "volatility", "breaker-tripped-volatility", "warning"),
                        notice(NoticeCode.BREAKER_TRIPPED, "day-loss", "breaker-tripped-day-loss", "critical"),
                        notice(
                                NoticeCode.BREAKER_TRIPPED,
                                "account-drawdown",
                                "breaker-tripped-account-drawdown",
                                "critical"),
                        notice(
                                NoticeCode.BREAKER_STILL_TRIPPED,
                                "day-loss",
                                "breaker-still-tripped-day-loss",
                                "critical"),
                        notice(NoticeCode.BALANCE_DIFFERENCE, "", "balance-difference", "warning"),
                        notice(NoticeCode.BALANCE_ADOPTED, "", "balance-adopted", "warning"),
                        notice(NoticeCode.ORDER_DIFFERENCE, "", "order-difference", "warning"),
                        notice(NoticeCode.ORDER_ALIVE, "", "order-alive", "warning"),
                        notice(NoticeCode.FOREIGN_ORDER, "", "foreign-order", "warning"),
                        notice(NoticeCode.FOREIGN_TRADE, "", "foreign-trade", "warning"),
                        notice(NoticeCode.INVARIANT, "", "invariant", "critical"),
                        operator(OperatorAction.HALT, "halt"),
                        operator(OperatorAction.FLATTEN, "flatten"),
                        new Trouble("failed", "critical", rules -> rules.failed("the journal failed")),
                        new Trouble("session-ended", "critical", rules -> {
                            SessionStopped stopped = new SessionStopped();
                            stopped.reason = StopReason.FAILED;
                            rules.onRecord(stopped);
                        }))
                .toList();
    }

    @Test
    void shouldReachAWebhookAndACommandWithinFiveSeconds() throws Exception {
        Path file = folder.resolve("told");
        AlertSettings settings = new AlertSettings(
                "", null, List.of("sh", "-c", "cat >> " + file), Severity.WARNING, 60 * SECOND, 10 * SECOND);
        URI webhook = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        List<String> wanted = new ArrayList<>();
        for (Trouble trouble : troubles()) {
            Files.deleteIfExists(file);
            posted.clear();
            try (Alerts alerts = new Alerts("test", 7, settings, webhook, Set.of(), () -> SECOND)) {
                trouble.happens.accept(new AlertRules(alerts, List.of(), List.of(ScriptedGateway.BTC_USDT)));
                long deadline = System.nanoTime() + WITHIN * SECOND;
                String body = posted.poll(WITHIN, TimeUnit.SECONDS);
                assertNotNull(body, trouble.code + " reached no webhook");
                while (!(Files.exists(file) && Files.readString(file).endsWith("\n"))) {
                    assertEquals(true, System.nanoTime() < deadline, trouble.code + " reached no command");
                    Thread.onSpinWait();
                }
                assertEquals(body, Files.readString(file).strip(), "both are told the same");
                JsonNode told = new ObjectMapper().readTree(body);
                assertEquals(trouble.severity, told.path("severity").asText(), body);
                assertEquals(trouble.code, told.path("code").asText(), body);
                wanted.add(trouble.code);
            }
        }
        assertEquals(troubles().size(), wanted.size());
    }
}

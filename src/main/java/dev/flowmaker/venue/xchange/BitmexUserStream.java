package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.event.RejectReason;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our own executions, positions and margin over BitMEX's WebSocket. XChange's way to log in lacks the expiry BitMEX asks for,
 * goes to a host of its own and subscribes before it is logged in; its socket handling is used, the rest is not.
 */
final class BitmexUserStream extends UserSocket {
    private static final Logger LOG = LoggerFactory.getLogger(BitmexUserStream.class);
    private static final List<String> TABLES = List.of("execution", "position", "margin");
    private static final String LOGIN = "authKeyExpires";

    private final Secrets secrets;
    private final BitmexLogin login;
    private final BitmexUserTables tables;
    private final Runnable clockTrouble;
    /** Tables of which the whole came since the last connect. */
    private final Set<String> known = new HashSet<>();

    /**
     * @param clockTrouble told when the venue finds our time wrong
     * @param ready completed when the stream is subscribed or refused
     */
    BitmexUserStream(
            XchangeSettings settings,
            Secrets secrets,
            BitmexLogin login,
            BitmexUserTables tables,
            ChannelState channel,
            Runnable clockTrouble,
            Endings endings,
            CompletableFuture<Void> ready) {
        super(BitmexLogin.uri(settings).toString(), settings, secrets, channel, endings, ready);
        this.secrets = secrets;
        this.login = login;
        this.tables = tables;
        this.clockTrouble = clockTrouble;
    }

    @Override
    void subscribe() {
        known.clear();
        sendQuietly(login.message());
    }

    @Override
    JsonNode parse(String message) {
        return BitmexJson.parse(message);
    }

    @Override
    void onMessage(JsonNode message) {
        if (message.has("table")) {
            onTable(message);
        } else if (message.has("error")) {
            onError(message);
        } else if (message.path("success").asBoolean() && operation(message).equals(LOGIN)) {
            subscribeTables();
        } else if (!message.has("info") && !message.path("success").asBoolean()) {
            throw new IllegalArgumentException("a message that is neither a table nor an answer");
        }
    }

    private static String operation(JsonNode answer) {
        return answer.path("request").path("op").asText();
    }

    private void subscribeTables() {
        ObjectNode request = objectMapper.createObjectNode().put("op", "subscribe");
        ArrayNode wanted = request.putArray("args");
        TABLES.forEach(wanted::add);
        sendQuietly(request.toString());
    }

    /** Rows before a table's first whole are ignored, as BitMEX advises; when the last came, everything from here on is told. */
    private void onTable(JsonNode message) {
        String table = BitmexJson.text(message, "table");
        String action = BitmexJson.text(message, "action");
        JsonNode rows = message.path("data");
        if (!rows.isArray()) {
            throw new IllegalArgumentException("a table without rows");
        }
        boolean whole = action.equals("partial");
        if (whole || known.contains(table)) {
            tables.onRows(table, action, rows);
        }
        if (whole && known.add(table) && known.containsAll(TABLES)) {
            granted();
        }
    }

    private void onError(JsonNode message) {
        String text = secrets.scrub(message.path("error").asText());
        int status = message.path("status").asInt();
        RejectReason reason = BitmexErrors.ofStatus(status, text);
        if (reason == RejectReason.CLOCK) {
            clockTrouble.run();
        }
        LOG.warn("BitMEX refuses {}: {} {}", operation(message), status, text);
        String remedy = BitmexErrors.remedy(reason);
        refused("BitMEX refuses the user stream (" + status + " " + text + ")"
                + (remedy.isEmpty() ? "" : ": " + remedy));
    }
}

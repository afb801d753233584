package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.replay.SyntheticSession;
import dev.flowmaker.simulation.BrokenBuild;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Journals that are not what the engine says: what differs is found, named to the field and explained. */
class ReplayDivergenceTest {
    private static final int RECORDS = 6_000;

    @TempDir
    private static Path folder;

    private static Path sound;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void record() {
        sound = folder.resolve("sound");
        SyntheticSession.main(new String[] {sound.toString(), Integer.toString(RECORDS), "1"});
    }

    private int run(Object... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        String[] texts = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            texts[i] = args[i].toString();
        }
        return commandLine.execute(texts);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    private static boolean hasPrice(Message message) {
        return message instanceof Decision decision && decision.quotes() > 2 && decision.fairMicroTicks != 0;
    }

    /** Copies the journal with one record changed, its checksum made anew; returns that record's sequence. */
    private static long alter(Path copy, Predicate<Message> which, Consumer<Message> how) {
        long changed = 0;
        try (JournalReader reader = JournalReader.open(sound);
                JournalWriter writer = JournalWriter.open(copy)) {
            for (Message each = reader.next(); each != null; each = reader.next()) {
                long sequence = each.sequence;
                if (changed == 0 && sequence > RECORDS / 2 && which.test(each)) {
                    changed = sequence;
                    how.accept(each);
                }
                assertEquals(sequence, writer.append(each));
            }
        }
        assertTrue(changed > 0);
        return changed;
    }

    @Test
    void shouldExplainADecisionAlteredByHand() throws IOException {
        Path altered = folder.resolve("altered");
        long changed =
                alter(altered, ReplayDivergenceTest::hasPrice, message -> ((Decision) message).quote(2).priceTicks++);
        assertEquals(3, run("replay", altered));
        String text = out.toString();
        assertTrue(text.contains("DIVERGED at sequence " + changed + ": the engine gave another DECISION"), text);
        assertTrue(text.contains("the record contradicts itself: the parts of ask 0 add up to "), text);
        assertTrue(text.contains("quotes[2].priceTicks "), text);
        assertTrue(text.contains("the state before\n  BTC/USDT  book ok  bid "), text);
        assertTrue(text.contains("what the input changed in it\n"), text);

        assertEquals(3, run("replay", "--all", "--json", altered));
        JsonNode found = json();
        assertEquals(1, found.get("differences").asLong(), "everything after it is as recorded");
        JsonNode first = found.get("divergence");
        assertEquals(changed, first.get("sequence").asLong());
        assertEquals(1, first.get("fields").size());
        assertEquals(
                "quotes[2].priceTicks", first.get("fields").get(0).get("path").asText());
        assertEquals(
                first.get("fields").get(0).get("replayed").asLong() + 1,
                first.get("fields").get(0).get("recorded").asLong());
        assertTrue(first.get("stateBefore").get(0).asText().startsWith("BTC/USDT  book ok"), text);
        assertTrue(first.get("changed").size() > 0);

        assertEquals(3, run("replay", sound, "--against", altered, "--json"));
        assertEquals(changed, json().get("divergence").get("sequence").asLong());
        assertEquals(1, json().get("divergence").get("fields").size());
    }

    @Test
    void shouldExplainAChangedCoefficientOfAnotherBuild() throws Exception {
        Path other = folder.resolve("other");
        BrokenBuild build = BrokenBuild.of(
                folder.resolve("build"),
                "core.quote.QuotePricer",
                "outward * level * spacing",
                "outward * level * (spacing + 1)");
        build.main(SyntheticSession.class.getName(), other.toString(), Integer.toString(RECORDS), "1");
        assertEquals(3, run("replay", "--json", other));
        JsonNode first = json().get("divergence");
        assertEquals("DIFFERENT", first.get("kind").asText());
        assertEquals("BOOK_UPDATE", first.get("cause").get("kind").asText());
        String why = first.get("why").toString();
        assertTrue(why.contains("the record agrees with itself: another build or other settings wrote it"), why);
        assertTrue(why.contains("what parts first is the price: "), why);
        assertTrue(why.contains("LEVEL_OFFSET microTicks"), why);
        boolean named = false;
        for (JsonNode field : first.get("fields")) {
            long difference = field.get("path").asText().contains("parts[5]")
                    ? field.get("recorded").asLong() - field.get("replayed").asLong()
                    : 0;
            named |= Math.abs(difference) == 1;
        }
        assertTrue(named, first.toString());
        assertFalse(why.contains("MID"), why);
    }

    /** Sequence of a placement after which nothing more was answered. */
    private static long lastOfItsInput() {
        long placed = 0;
        try (JournalReader reader = JournalReader.open(sound)) {
            while (reader.advance()) {
                boolean output = reader.kind().family() == MessageKind.Family.COMMAND
                        || reader.kind().family() == MessageKind.Family.DECISION;
                if (placed != 0 && !output) {
                    return placed;
                }
                placed = reader.sequence() > RECORDS / 2 && reader.kind() == MessageKind.PLACE_ORDER
                        ? reader.sequence()
                        : 0;
            }
        }
        throw new AssertionError("no such placement");
    }

    @Test
    void shouldFindWhatIsMissing() throws IOException {
        Path shorter = folder.resolve("shorter");
        long left = lastOfItsInput();
        try (JournalReader reader = JournalReader.open(sound);
                JournalWriter writer = JournalWriter.open(shorter)) {
            for (Message each = reader.next(); each != null; each = reader.next()) {
                if (each.sequence != left) {
                    writer.append(each);
                }
            }
        }
        assertEquals(3, run("replay", "--json", shorter));
        assertTrue(json().get("divergence").get("why").toString().contains("taken out of the journal, or"));
        assertEquals(3, run("replay", "--against", shorter, "--all", "--json", sound));
        assertEquals(1, json().get("differences").asLong());
        assertEquals("NOT_REPEATED", json().get("divergence").get("kind").asText());
        assertEquals(left, json().get("divergence").get("sequence").asLong());
    }

    @Test
    void shouldSayWhereInputsPart() {
        Path other = folder.resolve("stopped");
        alter(other, message -> message.kind() == MessageKind.TRADE, message -> ((Trade) message).lots++);
        assertEquals(3, run("replay", "--against", other, sound));
        assertTrue(out.toString().contains("the journals part: input "), out.toString());
        assertTrue(out.toString().contains("lots is "), out.toString());
        assertEquals(0, run("replay", "--against", sound, sound));
        assertTrue(out.toString().endsWith("identical\n"), out.toString());
    }

    @Test
    void shouldReplayAnyPart() throws IOException {
        assertEquals(0, run("replay", "--from", "4000", "--to", "4100", "--json", sound));
        assertEquals(4_099, json().get("lastSequence").asLong());
        assertEquals(0, run("replay", "--from", "2023-11-14T22:13:30Z", "--to", "22:13:40", "--json", sound));
        long last = json().get("lastSequence").asLong();
        try (JournalReader reader = JournalReader.open(sound)) {
            reader.from(last);
            assertEquals(last, Objects.requireNonNull(reader.next()).sequence);
            assertTrue(reader.timeNanos() < 1_700_000_020_000_000_000L);
            reader.advance();
            assertTrue(reader.timeNanos() >= 1_700_000_020_000_000_000L);
        }
        assertEquals(2, run("replay", "--from", "25:00", sound));
        assertTrue(err.toString().contains("is no time; write 14:03:07"), err.toString());
        assertEquals(2, run("replay", "--from", "23:59:59", sound));
        assertTrue(err.toString().contains("is after the journal's end, 2023-11-14 22:1"), err.toString());
        assertEquals(2, run("replay", "--from", "400", "--to", "300", sound));
    }

    @Test
    void shouldStopOnACondition() throws IOException {
        assertEquals(0, run("replay", "--until", "side=bid,action=replace,reason=reprice", "--json", sound));
        long stopped = json().get("stopped").asLong();
        assertTrue(json().get("state").toString().contains("pending cancel"), out.toString());
        long expected = 0;
        try (JournalReader reader = JournalReader.open(sound)) {
            for (Message each = reader.next(); expected == 0 && each != null; each = reader.next()) {
                if (each instanceof Decision decision) {
                    for (int i = 0; i < decision.quotes(); i++) {
                        boolean here = decision.quote(i).side == Side.BUY && decision.quote(i).reason == Reason.REPRICE;
                        expected = here ? decision.sequence : expected;
                    }
                }
            }
        }
        assertEquals(expected, stopped);
        assertEquals(0, run("replay", "--until", "kind=fill,side=ask", sound), () -> "" + err);
        assertTrue(out.toString().contains(" FILL BTC/USDT "), out.toString());
        for (String nonsense :
                new String[] {"side=up", "colour=red", "reason=STALE", "action", "level=-1", "kind=book"}) {
            assertEquals(2, run("replay", "--until", nonsense, sound), nonsense);
            assertEquals(1, err.toString().lines().count(), err.toString());
        }
        assertTrue(err.toString().contains("BOOK_UPDATE"), err.toString());
        assertEquals(1, run("replay", "--until", "reason=STALE_BOOK,action=replace", sound));
        assertTrue(err.toString().contains("no record is reason=STALE_BOOK"), err.toString());
    }

    @Test
    void shouldStep() {
        assertEquals(0, run("replay", "--from", "3000", "--step=2", sound), () -> "" + err);
        String text = out.toString();
        assertEquals(
                2,
                text.lines()
                        .filter(line -> line.startsWith("    | BTC/USDT  book ok"))
                        .count(),
                text);
        assertEquals(2, text.lines().filter(line -> line.matches("\\d+ 2023.*")).count(), text);
        assertEquals(2, run("replay", "--step=2", "--json", sound));
    }
}

package dev.flowmaker.exchange.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.engine.TestMarket;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.quote.AdverseSettings;
import dev.flowmaker.core.quote.Distance;
import dev.flowmaker.core.quote.DriftTerm;
import dev.flowmaker.core.quote.JoinSettings;
import dev.flowmaker.core.quote.ModelKind;
import dev.flowmaker.core.quote.ModelSettings;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.quote.QuoteSettings;
import dev.flowmaker.core.quote.WideningSettings;
import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.Recorder;
import dev.flowmaker.exchange.capture.RandomCapture;
import dev.flowmaker.journal.FieldPrinter;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.journal.Records;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every quote model trades a capture to its end, and each of its prices can be added up from what is printed. */
class QuoteModelSessionTest {
    private static final long MICRO = PriceParts.MICRO;
    private static final Pattern QUOTE = Pattern.compile("parts=\\[([^\\]]*)\\] priceTicks=(none|-?\\d+)");

    @TempDir
    private Path folder;

    private static EngineSettings settings(ModelKind kind) {
        ModelSettings model = new ModelSettings(
                kind,
                0.05,
                0.05,
                1,
                true,
                1.5,
                false,
                0.8,
                0.4,
                5 * TestMarket.SECOND,
                ModelSettings.NO_SESSION_END,
                DriftTerm.FORETOLD,
                10,
                0.05,
                new JoinSettings(2, 0, 0.2, 0.7));
        QuoteSettings quote = new QuoteSettings(
                        new Distance(MICRO, 0),
                        false,
                        new Distance(MICRO / 10, 0),
                        2,
                        new Distance(2 * MICRO, 0),
                        List.of(500L, 700L),
                        true,
                        0,
                        MICRO,
                        500_000,
                        1,
                        100_000_000L,
                        150 * TestMarket.MILLI)
                .with(
                        model,
                        new WideningSettings(0.3, TestMarket.SECOND, 1, new Distance(5 * MICRO, 0)),
                        new AdverseSettings(
                                true,
                                List.of(TestMarket.SECOND, 5 * TestMarket.SECOND),
                                new Distance(MICRO / 2, 0),
                                20,
                                100,
                                new Distance(4 * MICRO, 0)));
        AlphaSettings alpha = TestMarket.alpha(AlphaSettings.Mode.FIXED, TestMarket.SIGNALS, MICRO / 2, 2 * MICRO);
        MarketSettings market = new MarketSettings(
                Fixtures.bitcoin(),
                TestMarket.BOOK,
                TestMarket.SIGNALS,
                alpha,
                quote,
                TestMarket.RISK,
                TestMarket.ORDER);
        return new EngineSettings(1, true, 5 * TestMarket.SECOND, Fixtures.ASSETS, List.of(market));
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void shouldTradeAndShowEveryPriceAsASum(ModelKind kind) throws IOException {
        EngineSettings settings = settings(kind);
        MemoryJournal journal = new MemoryJournal();
        SessionStarted started = new SessionStarted();
        started.name = "virtual";
        started.mode = "virtual";
        started.version = "test";
        started.epoch = settings.epoch();
        EngineSettingsFactory.describe(started, Fixtures.ASSETS, List.of(Fixtures.bitcoin()));
        List<Path> files = RandomCapture.write(folder, 31, 800);
        int fills;
        try (VirtualSession session = new VirtualSession(
                settings,
                Fixtures.settings(
                        new MarketSource.Capture(files),
                        Fixtures.account("other", 0, 0),
                        Fixtures.account("maker", 10, 1_000_000)),
                1,
                VirtualLatency.near(),
                journal,
                started,
                new Recorder())) {
            while (!session.exchange().ended()) {
                session.step();
            }
            session.stop(StopReason.END_OF_DATA);
            fills = session.exchange().fills(1, 0, 0, Integer.MAX_VALUE).size();
        }
        assertTrue(fills > 20, kind + " had " + fills + " fills");
        ReplayResult replayed = new Replayer(from -> settings, "test").run(journal.read(), done -> {});
        assertTrue(replayed.identical(), () -> String.valueOf(replayed.divergence()));
        int prices = checkPrices(journal);
        assertTrue(prices > 1_000, kind + " had " + prices + " prices");
        System.out.println(kind + ": " + fills + " fills, " + prices + " prices");
    }

    private static int checkPrices(MemoryJournal journal) throws IOException {
        ObjectMapper json = new ObjectMapper();
        FieldPrinter asText = FieldPrinter.text();
        FieldPrinter asJson = FieldPrinter.json();
        Records records = journal.read();
        int prices = 0;
        for (Message message = records.next(); message != null; message = records.next()) {
            asText.learn(message);
            asJson.learn(message);
            if (!(message instanceof Decision)) {
                continue;
            }
            Matcher quote = QUOTE.matcher(asText.line(message));
            JsonNode decision = json.readTree(asJson.line(message));
            for (JsonNode line : decision.get("quotes")) {
                assertTrue(quote.find());
                long sum = 0;
                for (JsonNode part : line.get("parts")) {
                    sum += part.get("microTicks").longValue();
                }
                if (quote.group(2).equals("none")) {
                    assertEquals(0, sum);
                    assertEquals("", quote.group(1));
                    continue;
                }
                prices++;
                long ticks = line.get("priceTicks").longValue();
                assertEquals(ticks * MICRO, sum, decision.toString());
                BigDecimal printed = BigDecimal.ZERO;
                for (String part : quote.group(1).replace(" ticks", "").split(" ", -1)) {
                    printed = printed.add(new BigDecimal(part.substring(part.indexOf('=') + 1)));
                }
                assertEquals(0, printed.compareTo(BigDecimal.valueOf(ticks)), quote.group());
                boolean bid = line.get("side").textValue().equals("BUY");
                assertTrue(
                        bid
                                ? ticks < decision.get("askTicks").longValue()
                                : ticks > decision.get("bidTicks").longValue(),
                        decision.toString());
            }
        }
        return prices;
    }
}

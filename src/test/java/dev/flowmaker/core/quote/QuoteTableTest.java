package dev.flowmaker.core.quote;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.TestMarket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What each model quotes on one book, as docs/strategy.md shows it: prints the table, and holds the document to it. */
class QuoteTableTest {
    private static final long MICRO = PriceParts.MICRO;
    private static final long ORDER = 100_000;
    private static final double GAMMA = 0.002;

    /** σ, A and k of the shared perpetual capture. */
    private static QuotePricer pricer(ModelKind kind) {
        ModelSettings model = new ModelSettings(
                kind,
                GAMMA,
                GAMMA,
                1,
                true,
                83.455,
                false,
                1.216834,
                0.025024,
                10 * Models.SECOND,
                ModelSettings.NO_SESSION_END,
                DriftTerm.FORETOLD,
                10,
                0.05,
                JoinSettings.NEVER);
        AdverseSettings adverse = new AdverseSettings(
                true, List.of(Models.SECOND), new Distance(4 * MICRO, 0), 50, 500, new Distance(0, 2_000_000));
        QuoteSettings quote = new QuoteSettings(
                        new Distance(20 * MICRO, 0),
                        true,
                        Distance.ZERO,
                        1,
                        Distance.ZERO,
                        List.of(100L),
                        true,
                        0,
                        50 * MICRO,
                        0,
                        1,
                        100_000_000L,
                        0)
                .with(model, WideningSettings.NONE, adverse);
        // 0.1 bps of 600,000 ticks is 6 ticks.
        return new QuotePricer(TestMarket.instrument(10_000), quote, new AdverseSelection(adverse));
    }

    private static QuoteInput input(long orders, long alphaTicks, long spread) {
        QuoteInput in = Models.input(600_000, 600_000 + spread);
        in.inventoryQuanta = orders * ORDER;
        in.inventoryPpm = orders * 100_000;
        in.alphaMicroTicks = alphaTicks * MICRO;
        in.alphaHorizonNanos = Models.SECOND;
        in.alphaCapMicroTicks = 15 * MICRO;
        return in;
    }

    private static String quotes(QuotePricer pricer, QuoteInput in) {
        assertTrue(pricer.prepare(in) == Readiness.READY);
        StringBuilder text = new StringBuilder();
        PriceParts parts = new PriceParts();
        for (Side side : Side.values()) {
            pricer.price(side, 0, parts);
            double away = (parts.sum() - parts.get(PartKind.MID)) / (double) MICRO;
            text.append(side == Side.BUY ? "" : " / ").append(String.format(Locale.ROOT, "%+.1f", away));
        }
        return text.toString();
    }

    @Test
    void shouldBeTheTableOfTheDocument() throws IOException {
        List<String> table = new ArrayList<>();
        table.add("| model | nothing held | 3 orders held | alpha +2 ticks | both |");
        table.add("|---|---|---|---|---|");
        for (ModelKind kind : ModelKind.values()) {
            QuotePricer pricer = pricer(kind);
            table.add("| `" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "` | "
                    + quotes(pricer, input(0, 0, 1)) + " | "
                    + quotes(pricer, input(3, 0, 1)) + " | "
                    + quotes(pricer, input(0, 2, 1)) + " | "
                    + quotes(pricer, input(3, 2, 1)) + " |");
        }
        String text = String.join("\n", table);
        System.out.println(text);
        String document = Files.readString(Path.of("docs/strategy.md"), StandardCharsets.UTF_8);
        assertTrue(document.contains(text), "docs/strategy.md has another table");
    }
}

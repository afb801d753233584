package dev.flowmaker.research.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.flowmaker.SharedData;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.Records;
import dev.flowmaker.research.tape.ImportOptions;
import dev.flowmaker.research.tape.Importer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The perpetual's capture, against figures computed by others: docs of the oracle, and of the fills' intensity. */
class MarketFactsOracleTest {
    @TempDir
    private Path folder;

    @Test
    void shouldMeasureAPerpetualAsOthersDo() {
        Path tape = folder.resolve("tape");
        Path file = SharedData.file("binance/usdm-btcusdt-20240808.gz");
        Importer.run(
                new ImportOptions(
                        "binance",
                        List.of(file),
                        tape,
                        false,
                        null,
                        new Decimal(1, 1),
                        new Decimal(1, 3),
                        null,
                        "test"),
                (done, total) -> {});
        try (Records records = JournalReader.open(tape)) {
            MarketFacts facts = MarketFacts.of(records, null, Long.MIN_VALUE, Long.MAX_VALUE);
            // From steps of the grid that begin at another moment: 83.455 where the first state begins it.
            assertEquals(83.455, facts.value(Statistic.VOLATILITY, 0), 0.5);
            assertEquals(0.53564, facts.value(Statistic.OFI_R2, 0), 5e-6);
            assertEquals(2.87442, facts.value(Statistic.OFI_SLOPE, 0), 5e-6);
        }
    }
}

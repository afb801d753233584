package dev.flowmaker.venue.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The table in the documentation is the one that the contract tests, green, would write. */
class ContractTableTest {
    private static final Path DOCUMENT = Path.of("docs", "venues.md");

    @Test
    void shouldBeTheTableInTheDocumentation() throws IOException {
        String text = Files.readString(DOCUMENT, StandardCharsets.UTF_8);
        String written = text.substring(
                text.indexOf(ContractTable.BEGIN) + ContractTable.BEGIN.length(), text.indexOf(ContractTable.END));
        assertEquals(
                ContractTable.render(rig -> 0),
                written.replaceAll("(?<=\\| )\\d+ s(?= \\|)", "0 s"),
                "run scripts/venue-contract");
    }

    /** What {@code scripts/venue-contract} runs after the contract tests. */
    @Test
    @EnabledIfSystemProperty(named = "flowmaker.venue-contract", matches = "write")
    void shouldWriteTheTableIntoTheDocumentation() throws IOException {
        String text = Files.readString(DOCUMENT, StandardCharsets.UTF_8);
        Files.writeString(
                DOCUMENT, ContractTable.replaced(text, ContractTable.render(Results::millis)), StandardCharsets.UTF_8);
    }
}

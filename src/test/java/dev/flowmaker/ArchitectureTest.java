package dev.flowmaker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The house keeps its rules, and each rule is shown to fail on a house that does not. */
class ArchitectureTest {
    /** What the bad house does, by the rule that must say so. Each sin is a word of the report. */
    private static final Map<String, String[]> SINS = Map.ofEntries(
            sins(
                    "core uses only itself and pure parts of the JDK",
                    "java.time.Instant",
                    "java.util.HashMap",
                    "java.util.Random",
                    "java.lang.Thread",
                    "java.io.File",
                    "java.util.concurrent.atomic.AtomicLong",
                    "org.slf4j.Logger"),
            sins(
                    "core asks nothing that differs from run to run",
                    "System.nanoTime",
                    "System.currentTimeMillis",
                    "Math.exp",
                    "Math.random",
                    "String.format",
                    "Map.of",
                    "String.valueOf(double)"),
            sins("core shares nothing between threads", "Sins.shared"),
            sins("core locks nothing", "Sins.locked"),
            sins("the root of core knows no stage", "badhouse.core.Root"),
            sins("event knows no later stage", "badhouse.core.event.Early"),
            sins("signal knows no later stage", "badhouse.core.signal.Sins"),
            sins("XChange stays in venue.xchange", "org.knowm.xchange.currency.Currency"),
            sins("Chronicle stays in journal", "net.openhft.chronicle.core.OS"),
            sins("linear algebra stays in research", "org.hipparchus.linear.RealMatrix"),
            sins("Parquet stays in report.export", "org.apache.parquet.format.Type"),
            sins("picocli stays in cli", "picocli.CommandLine"),
            sins("Netty stays at the sockets", "io.netty.buffer.ByteBuf"),
            sins("rooms have no cycles", "Slice cli"),
            sins("every package is null-marked", "badhouse.report.Report"));

    private static Map.Entry<String, String[]> sins(String rule, String... words) {
        return Map.entry(rule, words);
    }

    @TestFactory
    Stream<DynamicTest> shouldKeepTheRules() {
        JavaClasses house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.flowmaker");
        assertFalse(house.isEmpty());
        return rules("dev.flowmaker").entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(house)));
    }

    @TestFactory
    Stream<DynamicTest> shouldFindEverySinOfTheBadHouse() {
        JavaClasses house = new ClassFileImporter().importPackages("dev.flowmaker.badhouse");
        Map<String, ArchRule> rules = rules("dev.flowmaker.badhouse");
        return SINS.entrySet().stream()
                .map(sins -> DynamicTest.dynamicTest(sins.getKey(), () -> {
                    ArchRule rule = rules.get(sins.getKey());
                    if (rule == null) {
                        fail("there is no such rule");
                        return;
                    }
                    String report = rule.evaluate(house).getFailureReport().toString();
                    for (String word : sins.getValue()) {
                        assertTrue(report.contains(word), () -> word + " was not found:\n" + report);
                    }
                }));
    }

    private static Map<String, ArchRule> rules(String root) {
        return new HouseRules(root).all();
    }
}

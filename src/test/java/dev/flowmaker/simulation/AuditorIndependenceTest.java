package dev.flowmaker.simulation;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Who is to judge the engine must not have learned from it. */
class AuditorIndependenceTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("dev.flowmaker.simulation");

    private static ArchRule knowsOnlyMessages(String names) {
        return noClasses()
                .that(nameMatching(names))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.flowmaker..")
                        .and(not(resideInAnyPackage(
                                "dev.flowmaker.core", "dev.flowmaker.core.event", "dev.flowmaker.core.command")))
                        .and(not(nameMatching(names))));
    }

    @Test
    void shouldLetTheAuditorKnowEventsAndCommandsOnly() {
        knowsOnlyMessages(".*\\.Auditor(\\$.*)?").check(CLASSES);
    }

    @Test
    void shouldFindOneThatKnowsMore() {
        assertTrue(
                knowsOnlyMessages(".*\\.Simulation(\\$.*)?").evaluate(CLASSES).hasViolation());
    }
}

package dev.flowmaker;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/**
 * What keeps the house standing, by name, for the packages under a root. The root is an argument so that a bad house
 * can be judged too.
 */
final class HouseRules {
    /** The order in which an event passes through the core. A stage knows itself and those before it. */
    private static final List<String> STAGES =
            List.of("event", "command", "market", "signal", "inventory", "quote", "risk", "order", "engine");

    private final String root;

    HouseRules(String root) {
        this.root = root;
    }

    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("core uses only itself and pure parts of the JDK", pureTypes());
        rules.put("core asks nothing that differs from run to run", pureCalls());
        rules.put("core shares nothing between threads", unshared());
        rules.put("core locks nothing", unlocked());
        rules.put("the root of core knows no stage", knowsNone("core", STAGES));
        for (int i = 0; i < STAGES.size() - 1; i++) {
            String stage = STAGES.get(i);
            rules.put(
                    stage + " knows no later stage", knowsNone("core." + stage, STAGES.subList(i + 1, STAGES.size())));
        }
        rules.put(
                "XChange stays in venue.xchange",
                stays(List.of("venue.xchange"), "org.knowm.xchange..", "info.bitrich.."));
        rules.put("Chronicle stays in journal", stays(List.of("journal"), "net.openhft.."));
        rules.put("linear algebra stays in research", stays(List.of("research"), "org.hipparchus.."));
        rules.put("Parquet stays in report.export", stays(List.of("report.export"), "org.apache.parquet.."));
        rules.put("picocli stays in cli", stays(List.of("cli"), "picocli.."));
        rules.put("Netty stays at the sockets", stays(List.of("exchange", "venue.xchange"), "io.netty.."));
        rules.put(
                "rooms have no cycles",
                slices().matching(root + ".(*)..").should().beFreeOfCycles());
        rules.put("every package is null-marked", nullMarked());
        rules.replaceAll((name, rule) -> rule.as(name).allowEmptyShould(true));
        return rules;
    }

    private ArchRule pureTypes() {
        DescribedPredicate<JavaClass> elsewhere = resideOutsideOfPackages(
                root + ".core..",
                "java.lang",
                "java.lang.annotation",
                "java.lang.invoke",
                "java.lang.runtime",
                "java.math",
                "java.util",
                "java.util.function",
                "org.jspecify.annotations");
        DescribedPredicate<JavaClass> impure = belongToAnyOf(
                Process.class,
                ProcessBuilder.class,
                Runtime.class,
                Thread.class,
                ThreadGroup.class,
                ThreadLocal.class,
                java.util.Calendar.class,
                java.util.Date.class,
                java.util.Formatter.class,
                java.util.HashMap.class,
                java.util.HashSet.class,
                java.util.Hashtable.class,
                java.util.IdentityHashMap.class,
                java.util.Locale.class,
                java.util.Properties.class,
                java.util.Random.class,
                java.util.ResourceBundle.class,
                java.util.Scanner.class,
                java.util.ServiceLoader.class,
                java.util.SplittableRandom.class,
                java.util.TimeZone.class,
                java.util.Timer.class,
                java.util.UUID.class,
                java.util.WeakHashMap.class);
        return noClasses().that().resideInAPackage(root + ".core..").should().dependOnClassesThat(elsewhere.or(impure));
    }

    private ArchRule pureCalls() {
        DescribedPredicate<JavaCall<?>> impure = calls(System.class, "(?!arraycopy$).*")
                // StrictMath is the same on every machine.
                .or(calls(
                        Math.class,
                        "random|a?sin|a?cos|a?tan|atan2|sinh|cosh|tanh|exp|expm1|log|log10|log1p|pow|cbrt|hypot"))
                .or(calls(String.class, "format|formatted|toLowerCase|toUpperCase"))
                // The order of the immutable sets and maps is salted anew in each process.
                .or(calls(Map.class, "of|ofEntries|copyOf"))
                .or(calls(java.util.Set.class, "of|copyOf"))
                .or(calls(java.util.Collections.class, "shuffle"))
                .or(calls(Throwable.class, "printStackTrace"))
                // JDK 19 prints some doubles shorter than JDK 17 does.
                .or(calls(Double.class, "toString"))
                .or(calls(String.class, "valueOf").and(takingFloatingPoint()))
                .or(calls(StringBuilder.class, "append").and(takingFloatingPoint()));
        return noClasses().that().resideInAPackage(root + ".core..").should().callMethodWhere(impure);
    }

    private ArchRule unshared() {
        return fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage(root + ".core..")
                .should()
                .notHaveModifier(JavaModifier.VOLATILE);
    }

    private ArchRule unlocked() {
        return methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(root + ".core..")
                .should()
                .notHaveModifier(JavaModifier.SYNCHRONIZED);
    }

    private ArchRule knowsNone(String stage, List<String> others) {
        String[] packages =
                others.stream().map(name -> root + ".core." + name + "..").toArray(String[]::new);
        String own = root + "." + stage;
        return noClasses()
                .that()
                .resideInAnyPackage(stage.equals("core") ? new String[] {own} : new String[] {own, own + ".."})
                .should()
                .dependOnClassesThat(resideInAnyPackage(packages));
    }

    private ArchRule stays(List<String> rooms, String... libraries) {
        String[] homes = rooms.stream().map(room -> root + "." + room + "..").toArray(String[]::new);
        return noClasses()
                .that(resideOutsideOfPackages(homes))
                .should()
                .dependOnClassesThat(resideInAnyPackage(libraries));
    }

    /** The codec is generated from the journal's schema; everything else says what may be null. */
    private ArchRule nullMarked() {
        return classes()
                .that(resideOutsideOfPackages(root + ".journal.sbe.."))
                .should(new ArchCondition<>("be null-marked") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                        String message = type.getName() + ": its package has no package-info with @NullMarked";
                        events.add(new SimpleConditionEvent(type, marked, message));
                    }
                });
    }

    private static DescribedPredicate<JavaCall<?>> calls(Class<?> owner, String name) {
        return describe(
                owner.getSimpleName() + "." + name,
                call -> assignableTo(owner).test(call.getTargetOwner())
                        && call.getTarget().getName().matches(name));
    }

    private static DescribedPredicate<JavaCall<?>> takingFloatingPoint() {
        List<String> types = List.of("double", "float");
        return describe(
                "of a floating-point number",
                call -> call.getTarget().getRawParameterTypes().stream()
                        .anyMatch(type -> types.contains(type.getName())));
    }
}

package dev.flowmaker.venue.xchange;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import info.bitrich.xchangestream.core.StreamingMarketDataService;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.currency.CurrencyPair;

/** What of XChange must never be used, and a class that uses it all to show that the rule sees it. */
class XChangeTrapsTest {
    /** Leaks until the process dies, leaves REST on production, is ignored. */
    private static final ArchRule RULE = noClasses()
            .should()
            .accessTargetWhere(DescribedPredicate.describe(
                    "a trap of XChange",
                    (JavaAccess<?> access) -> access.getTarget()
                            .getName()
                            .matches("getOrderBookUpdates|USE_SANDBOX|setOverrideWebsocketApiUri")));

    @Test
    void shouldUseNoneOfXChangesTraps() {
        JavaClasses house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.flowmaker.venue");
        RULE.check(house);
        JavaClasses sins = new ClassFileImporter().importClasses(Sins.class);
        String report = RULE.evaluate(sins).getFailureReport().toString();
        assertTrue(report.contains("getOrderBookUpdates"), report);
        assertTrue(report.contains("setOverrideWebsocketApiUri"), report);
    }

    @SuppressWarnings({"unused", "UnusedMethod"})
    private static final class Sins {
        static void leak(StreamingMarketDataService data, ExchangeSpecification specification) {
            var unused = data.getOrderBookUpdates(CurrencyPair.BTC_USDT);
            specification.setOverrideWebsocketApiUri("ws://localhost");
            specification.setExchangeSpecificParametersItem(Exchange.USE_SANDBOX, true);
        }
    }
}

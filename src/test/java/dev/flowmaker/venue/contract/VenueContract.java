package dev.flowmaker.venue.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract that every venue's gateway keeps, tried line by line over real sockets: the gateway and XChange as configured,
 * against the local exchange in the venue's protocol, with the exchange's own state for the truth.
 */
abstract class VenueContract {
    private final VenueRig rig;
    private final Set<Line> lines;

    VenueContract(VenueRig rig) {
        this(rig, EnumSet.allOf(Line.class));
    }

    /** @param lines those to try, for another kind of market of a venue that is held to all of them elsewhere */
    VenueContract(VenueRig rig, Set<Line> lines) {
        this.rig = rig;
        this.lines = lines;
        assertTrue(
                ContractTable.VENUES.stream().anyMatch(venue -> venue.protocol().equals(rig.protocol())),
                () -> rig.title() + " has no column in the table");
    }

    @TestFactory
    Stream<DynamicTest> shouldKeepTheContract() throws IOException {
        Bench bench = new Bench(rig);
        Results results = new Results(rig);
        Trial trial = new Trial(rig, bench);
        return lines.stream()
                .map(line -> DynamicTest.dynamicTest(line.title(), () -> keep(line, trial, results)))
                .onClose(bench::close);
    }

    private static void keep(Line line, Trial trial, Results results) throws Exception {
        String standIn = line.standIn(trial.rig());
        if (standIn != null) {
            results.skipped(line, standIn);
            Assumptions.abort(standIn);
        }
        trial.bench().reset();
        long start = System.nanoTime();
        line.run(trial);
        results.held(line, System.nanoTime() - start);
    }
}

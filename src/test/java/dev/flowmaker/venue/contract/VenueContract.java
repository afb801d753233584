package dev.flowmaker.venue.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
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

    VenueContract(VenueRig rig) {
        this.rig = rig;
        assertTrue(
                ContractTable.VENUES.stream().anyMatch(venue -> venue.protocol().equals(rig.protocol())),
                () -> rig.title() + " has no column in the table");
    }

    @TestFactory
    Stream<DynamicTest> shouldKeepTheContract() throws IOException {
        Bench bench = new Bench(rig);
        Results results = new Results(rig);
        Trial trial = new Trial(rig, bench);
        return Arrays.stream(Line.values())
                .map(line -> DynamicTest.dynamicTest(line.title(), () -> keep(line, trial, results)))
                .onClose(bench::close);
    }

    private static void keep(Line line, Trial trial, Results results) throws Exception {
        String standIn = trial.rig().standIns().get(line);
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

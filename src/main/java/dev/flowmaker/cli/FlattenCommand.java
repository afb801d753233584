package dev.flowmaker.cli;

import dev.flowmaker.core.event.OperatorAction;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flatten}: halts and closes the position. */
@Command(
        name = "flatten",
        description =
                "Halts a running daemon, and closes its position with orders no worse than a limit; it stays halted.",
        mixinStandardHelpOptions = true)
final class FlattenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private JournalChoice journal;

    @Mixin
    private ControlCall control;

    @Option(names = "--limit", paramLabel = "PRICE", description = "worst price, such as 60000 or \"60000 USDT\"")
    private String limit = "";

    @Option(names = "--max-slippage", paramLabel = "BPS", description = "worst distance from the mid as it is now")
    private String maxSlippage = "";

    @Option(names = "--market", paramLabel = "SYMBOL", description = "only this one, such as BTC/USDT")
    private String market = "";

    @Override
    public Integer call() {
        return control.ask(spec, journal.path(), OperatorAction.FLATTEN, market, limit, maxSlippage, List.of());
    }
}

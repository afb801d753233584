package dev.flowmaker.cli;

import dev.flowmaker.core.event.OperatorAction;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code set}: changes settings of a running daemon. */
@Command(
        name = "set",
        description =
                "Changes settings of a running daemon's markets, as the configuration names them: quotes, weights, and"
                        + " limits to tighter ones. On record, and replayed; gone when the daemon is started again.",
        mixinStandardHelpOptions = true)
final class SetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "KEY=VALUE",
            arity = "1..*",
            description = "such as quote.half-spread=\"3 bps\"; and the journal's folder, unless there is only one")
    private List<String> words;

    @Option(names = "--market", paramLabel = "SYMBOL", description = "only this one, such as BTC/USDT")
    private String market = "";

    @Mixin
    private ControlCall control;

    @Override
    public Integer call() {
        List<String> settings =
                words.stream().filter(word -> word.contains("=")).toList();
        List<String> folders =
                words.stream().filter(word -> !word.contains("=")).toList();
        if (settings.isEmpty() || folders.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "say KEY=VALUE, such as quote.half-spread=\"3 bps\", and at most one journal");
        }
        Path journal = JournalChoice.of(folders.isEmpty() ? null : Path.of(folders.get(0)));
        return control.ask(spec, journal, OperatorAction.SET, market, "", "", settings);
    }
}

package dev.flowmaker.cli;

import dev.flowmaker.core.event.OperatorAction;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code halt}: cancels everything and keeps it so. */
@Command(
        name = "halt",
        description =
                "Cancels every order of a running daemon and places nothing more; exits 0 when the venue has confirmed that"
                        + " none is left. It stays halted until resume.",
        mixinStandardHelpOptions = true)
final class HaltCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private JournalChoice journal;

    @Mixin
    private ControlCall control;

    @Override
    public Integer call() {
        return control.ask(spec, journal.path(), OperatorAction.HALT, "", "", "", List.of());
    }
}

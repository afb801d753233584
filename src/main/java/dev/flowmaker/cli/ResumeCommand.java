package dev.flowmaker.cli;

import dev.flowmaker.core.event.OperatorAction;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code resume}: quotes again. */
@Command(name = "resume", description = "Lets a halted daemon quote again.", mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private JournalChoice journal;

    @Mixin
    private ControlCall control;

    @Override
    public Integer call() {
        return control.ask(spec, journal.path(), OperatorAction.RESUME, "", "", "", List.of());
    }
}

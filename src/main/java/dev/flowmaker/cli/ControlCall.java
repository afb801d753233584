package dev.flowmaker.cli;

import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.daemon.control.ControlAnswer;
import dev.flowmaker.daemon.control.ControlClient;
import dev.flowmaker.daemon.control.ControlRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What commands that steer a running daemon have in common: how they ask, and how they say what came of it. */
final class ControlCall {
    @Option(names = "--json", description = "the answer as one JSON object")
    private boolean json;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the journal and the alerts")
    private String reason = "";

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "how long to wait for the venue to confirm (default: ${DEFAULT-VALUE})")
    private int seconds = 30;

    /** Asks, prints the answer, and returns the exit code: 0 done, 1 not confirmed, 2 refused. */
    int ask(
            CommandSpec spec,
            Path journal,
            OperatorAction action,
            String market,
            String limit,
            String maxSlippage,
            List<String> settings) {
        ControlAnswer answer = ControlClient.ask(
                journal, new ControlRequest(action, market, limit, maxSlippage, settings, reason, seconds));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(answer));
        } else {
            print(answer, spec);
        }
        out.flush();
        if (!answer.reasons().isEmpty()) {
            return 2;
        }
        return Boolean.FALSE.equals(answer.confirmed()) ? 1 : 0;
    }

    private static String json(ControlAnswer answer) {
        JsonObject object =
                new JsonObject().put("accepted", answer.sequence() > 0).put("sequence", answer.sequence());
        object.raw("confirmed", String.valueOf(answer.confirmed()));
        return object.put("text", answer.text())
                .raw("refused", Json.texts(answer.reasons()))
                .toString();
    }

    private static void print(ControlAnswer answer, CommandSpec spec) {
        PrintWriter err = spec.commandLine().getErr();
        answer.reasons().forEach(reason -> err.println("flowmaker: refused: " + reason));
        PrintWriter out = spec.commandLine().getOut();
        if (answer.sequence() > 0) {
            out.println("accepted, record " + answer.sequence() + " of the journal");
        }
        if (Boolean.TRUE.equals(answer.confirmed())) {
            out.println("confirmed: " + answer.text());
        } else if (Boolean.FALSE.equals(answer.confirmed())) {
            err.println("flowmaker: NOT confirmed: " + answer.text());
        }
        err.flush();
    }
}

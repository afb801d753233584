package dev.flowmaker.cli;

import dev.flowmaker.config.SimulationSpec;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.latency.Latency;
import dev.flowmaker.research.backtest.OrderScript;
import dev.flowmaker.research.backtest.ScriptedOrder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fills}: what becomes of given orders on a tape. */
@Command(
        name = "fills",
        description = "Tell what becomes of given post-only orders on a tape, without an engine, under each fill model,"
                + " as CSV.",
        mixinStandardHelpOptions = true)
final class FillsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "TAPE", description = "folder of a tape; more follow one the other")
    private List<Path> tapes;

    @Option(
            names = "--orders",
            required = true,
            paramLabel = "FILE.csv",
            description = "lines of " + ScriptedOrder.HEADER
                    + ", with that header: times in UTC nanoseconds, side buy or" + " sell, cancel_ns 0 for never")
    private Path orders;

    @Option(
            names = "--fill-model",
            defaultValue = "risk-averse",
            paramLabel = "NAME[:n]|all",
            description = "as of backtest; some with commas between them; default ${DEFAULT-VALUE}")
    private String fillModel;

    @Option(names = "--market", paramLabel = "BASE/QUOTE", description = "which, when the tape has several")
    private @Nullable String market;

    @Option(
            names = "--order-entry",
            defaultValue = "2 ms",
            paramLabel = "LATENCY",
            description = "to the matching, as simulation.latency.order-entry; default ${DEFAULT-VALUE}")
    private String orderEntry;

    @Option(
            names = "--execution",
            defaultValue = "3 ms",
            paramLabel = "LATENCY",
            description = "of reports, as simulation.latency.execution; default ${DEFAULT-VALUE}")
    private String execution;

    @Option(names = "--seed", defaultValue = "1", description = "of delays that vary; default ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--no-touches", description = "leave best prices between two frames out")
    private boolean noTouches;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.csv",
            description = "write there instead of to standard output")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
        List<FillModel> models = option("--fill-model", fillModel, FillModel::parseList);
        Latency entry = option("--order-entry", orderEntry, SimulationSpec::orderEntry);
        Latency reports = option("--execution", execution, SimulationSpec::execution);
        Instrument instrument = OrderScript.instrument(tapes.get(0), market);
        List<ScriptedOrder> script = ScriptedOrder.read(orders, instrument);
        Path file = output;
        PrintWriter out = file == null ? spec.commandLine().getOut() : new PrintWriter(Files.newBufferedWriter(file));
        try {
            out.println("model,id,event,exchange_ns,heard_ns,price,quantity,reason");
            for (FillModel model : models) {
                OrderScript.Options options = new OrderScript.Options(tapes, model, !noTouches, entry, reports, seed);
                OrderScript.run(options, instrument, script).forEach(event -> print(model, event, instrument, out));
            }
            if (out.checkError()) {
                throw new IOException((file == null ? "the output" : file) + " cannot be written");
            }
        } finally {
            if (file != null) {
                out.close();
            }
        }
        return 0;
    }

    private static void print(FillModel model, OrderScript.Event event, Instrument instrument, PrintWriter out) {
        out.println(String.join(
                ",",
                model.text(),
                Long.toString(event.id()),
                event.what().name().toLowerCase(Locale.ROOT),
                Long.toString(event.exchangeNanos()),
                Long.toString(event.heardNanos()),
                instrument.priceText(event.priceTicks()),
                instrument.quantityText(event.lots()),
                event.reject() == null ? "" : event.reject().name()));
    }

    private <T> T option(String name, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), name + ": " + e.getMessage(), e);
        }
    }
}

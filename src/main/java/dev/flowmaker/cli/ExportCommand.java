package dev.flowmaker.cli;

import dev.flowmaker.report.export.Export;
import dev.flowmaker.report.export.Schema;
import dev.flowmaker.report.export.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export}: a journal as tables. */
@Command(
        name = "export",
        description =
                "Write a journal's tables as gzipped CSV or as Parquet, a file each, for DuckDB, pandas, Spark and others."
                        + " A journal that is being written is read to where it is, by a reader its daemon does not notice.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOURNAL", arity = "0..1", description = "the journal's folder, such as journal/local")
    private @Nullable Path journal;

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv or parquet")
    private @Nullable String format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "folder of the files; made when it is missing")
    private @Nullable Path folder;

    @Option(
            names = "--tables",
            split = ",",
            paramLabel = "TABLE",
            description = "only these; default all. pnl is the only one that replays the journal")
    private List<String> names = new ArrayList<>();

    @Option(names = "--schema", description = "print what the tables and their columns are, and export nothing")
    private boolean schema;

    @Option(names = "--json", description = "tell what was written as one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (schema) {
            out.print(Schema.markdown());
            out.flush();
            return 0;
        }
        if (journal == null || format == null || folder == null) {
            throw usage("JOURNAL, --format and -o are needed, as in: export journal/local --format parquet -o tables");
        }
        Export.Format wanted = format(format);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw usage(folder + " is no folder");
        }
        Export.Written written;
        try (Progress progress = Progress.of("records")) {
            written = Export.write(journal, tables(), wanted, folder, Main.version(), progress);
        }
        if (json) {
            out.println("{\"records\":" + written.records() + ",\"rows\":{"
                    + written.rows().entrySet().stream()
                            .map(entry -> "\"" + entry.getKey().name() + "\":" + entry.getValue())
                            .collect(Collectors.joining(","))
                    + "},\"identical\":" + written.identical() + "}");
        } else {
            print(written, wanted, folder, out);
        }
        out.flush();
        return 0;
    }

    private static void print(Export.Written written, Export.Format format, Path folder, PrintWriter out)
            throws IOException {
        for (Map.Entry<Table, Long> entry : written.rows().entrySet()) {
            Path file = folder.resolve(format.file(entry.getKey()));
            out.printf(
                    Locale.ROOT,
                    "%-44s %,12d rows %,10d kB%n",
                    file,
                    entry.getValue(),
                    (Files.size(file) + 999) / 1000);
        }
        if (!written.identical()) {
            out.println("pnl: the replay differed, " + written.difference()
                    + "; from there on it is that of the recorded snapshots");
        }
    }

    private Export.Format format(String text) {
        return Arrays.stream(Export.Format.values())
                .filter(known -> known.text().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> usage("--format: no format '" + text + "'; one of csv, parquet"));
    }

    private List<Table> tables() {
        if (names.isEmpty()) {
            return Schema.TABLES;
        }
        List<Table> tables = new ArrayList<>();
        for (String name : names) {
            tables.add(Schema.TABLES.stream()
                    .filter(table -> table.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> usage("--tables: no table '" + name + "'; one of "
                            + Schema.TABLES.stream().map(Table::name).collect(Collectors.joining(", ")))));
        }
        return tables.stream().distinct().toList();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

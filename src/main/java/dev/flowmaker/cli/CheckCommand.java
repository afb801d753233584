package dev.flowmaker.cli;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.ConfigurationException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}: a configuration proved, without connecting to anything. */
@Command(
        name = "check",
        description = "Proves a configuration: 0 when it may be used, 2 with every problem, its place and its remedy."
                + " Connects to nothing.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CONF", description = "a configuration, such as conf/local.conf")
    private Path conf;

    @Option(names = "--json", description = "one JSON object, with the effective configuration")
    private boolean json;

    @Override
    public Integer call() {
        List<String> problems;
        String effective = "null";
        try {
            Configuration configuration = Configuration.load(conf);
            problems = configuration.problems();
            if (problems.isEmpty() && configuration.hasDaemon()) {
                effective = configuration.daemon().effective();
            }
        } catch (ConfigurationException e) {
            problems = e.problems();
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println("{\"good\":" + problems.isEmpty() + ",\"problems\":" + Json.texts(problems) + ",\"effective\":"
                    + effective + "}");
        } else if (problems.isEmpty()) {
            out.println(conf + " is good");
        } else {
            throw new ConfigurationException(problems);
        }
        out.flush();
        return problems.isEmpty() ? 0 : 2;
    }
}

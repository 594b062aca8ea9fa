package io.github.stitchopenmetadata.app;

import io.github.stitchopenmetadata.management.Version;
import io.github.stitchopenmetadata.openapi.Operations;
import io.github.stitchopenmetadata.run.ExitStatus;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line {@code COMMAND -c FILE… --set key=value}. All that it says is said by settings: each option stands for one, as
 * {@code -Dkey=value} sets it.
 */
final class Arguments {

    private static final String PROGRAM = "stitch-openmetadata";
    private static final String COMPLETION = "completion";
    private static final String SET = "--set";
    private static final String DEFINE = "-D";

    private final PrintStream out;
    private final PrintStream err;
    private final BiConsumer<String, String> settings;

    /** @param settings is told of each setting, in the order in which they are to be set */
    Arguments(PrintStream out, PrintStream err, BiConsumer<String, String> settings) {
        this.out = out;
        this.err = err;
        this.settings = settings;
    }

    /** @return the exit status, where the arguments only ask something or are refused; nothing where there is something to do */
    OptionalInt read(String... args) {
        // as mvn camel:run and services have them: what they say is clear without a parser
        if (Stream.of(args).allMatch(arg -> arg.startsWith(DEFINE) && arg.length() > DEFINE.length())) {
            Stream.of(args).forEach(arg -> define(arg.substring(DEFINE.length())));
            return OptionalInt.empty();
        }
        CommandLine program = new CommandLine(program(args))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        try {
            ParseResult said = program.parseArgs(args);
            if (CommandLine.executeHelpRequest(said) != null) {
                return OptionalInt.of(0);
            }
            if (!said.hasSubcommand()) {
                tell(said);
                return OptionalInt.empty();
            }
            String command = said.subcommand().commandSpec().name();
            if (command.equals(COMPLETION)) {
                out.print(AutoComplete.bash(PROGRAM, program));
                out.flush();
                return OptionalInt.of(0);
            }
            settings.accept("ingest.mode", command);
            settings.accept("ingest.once", String.valueOf(command.equals(Command.ONCE.label())));
            tell(said);
            tell(said.subcommand());
            return OptionalInt.empty();
        } catch (UnmatchedArgumentException unknown) {
            return refuse(unknown(unknown), unknown.getCommandLine());
        } catch (ParameterException wrong) {
            return refuse(wrong.getMessage(), wrong.getCommandLine());
        }
    }

    private OptionalInt refuse(String why, CommandLine command) {
        err.println("Not started: " + why);
        err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
        return OptionalInt.of(ExitStatus.REFUSED.code());
    }

    private static String unknown(UnmatchedArgumentException unknown) {
        CommandSpec command = unknown.getCommandLine().getCommandSpec();
        String word = unknown.getUnmatched().get(0).replaceFirst("=.*", "");
        boolean isOption = word.startsWith("-");
        List<String> known = isOption
                ? command.options().stream()
                        .flatMap(option -> Stream.of(option.names()))
                        .toList()
                : List.copyOf(command.subcommands().keySet());
        return word + " is no " + (isOption ? "option" : "command") + " of " + command.qualifiedName()
                + (known.isEmpty() ? "" : ": " + Nearest.hint(word, known));
    }

    /** Tells the settings of what was typed. */
    private void tell(ParseResult said) {
        for (OptionSpec option : said.matchedOptions()) {
            List<String> values = option.originalStringValues();
            if (option.longestName().equals(SET)) {
                values.forEach(pair -> set(pair, said));
            } else if (option.longestName().equals(DEFINE)) {
                values.forEach(this::define);
            } else {
                settings.accept((String) option.userObject(), String.join(",", values));
            }
        }
        said.matchedPositionals()
                .forEach(word -> settings.accept(
                        (String) word.userObject(), word.originalStringValues().get(0)));
    }

    /** May be what a route of the user's own asks for. */
    private void define(String pair) {
        String[] parts = pair.split("=", 2);
        settings.accept(parts[0], parts.length == 2 ? parts[1] : "");
    }

    private void set(String pair, ParseResult said) {
        String name = pair.replaceFirst("=.*", "");
        String problem = pair.contains("=")
                ? KnownSettings.problem(name)
                : SET + " " + pair + " has no value: expected key=value";
        if (problem != null) {
            throw new ParameterException(said.commandSpec().commandLine(), problem);
        }
        define(pair);
    }

    private static CommandSpec program(String... args) {
        CommandSpec program = command(PROGRAM, "Keeps an OpenMetadata catalog in step with a Stitch account.");
        program.usageMessage().footer("", "All settings are in application.properties. Without a command: run.");
        for (Command each : Command.values()) {
            CommandSpec command = command(each.label(), each.does());
            if (each == Command.ONCE || each == Command.PREVIEW) {
                addLimits(command);
            }
            if (each == Command.REMOVE) {
                command.addOption(flag("remove.confirm", "it is meant: what is found goes for good", "--confirm"));
            }
            if (each == Command.CALL) {
                addCall(command, Stream.of(args).anyMatch(List.of(each.label(), COMPLETION)::contains));
            }
            program.addSubcommand(each.label(), command);
        }
        CommandSpec completion = named(COMPLETION);
        completion
                .usageMessage()
                .description(
                        "prints a script that lets bash and zsh complete commands and options: source <(… completion)");
        return program.addSubcommand(COMPLETION, completion);
    }

    private static CommandSpec command(String name, String does) {
        CommandSpec command = named(name);
        command.usageMessage().description(does).sortOptions(false);
        command.version(PROGRAM + " " + Version.own() + ", Java " + Runtime.version());
        command.addOption(option(
                        "ingest.workflow",
                        "FILE",
                        "the workflow files, one for each account; or patterns",
                        "-c",
                        "--config")
                .arity("1..*")
                .build());
        command.addOption(option("", "KEY=VALUE", "any setting", SET).build());
        return command.addOption(option("", "KEY=VALUE", "the same, also for what routes of your own ask for", DEFINE)
                .build());
    }

    /** With the options that each command has. Those of picocli itself are read from annotations, a quarter of the time of an answer. */
    private static CommandSpec named(String name) {
        return CommandSpec.create()
                .name(name)
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("shows this help")
                        .build())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("shows the versions of the program and of Java")
                        .build());
    }

    private static OptionSpec.Builder option(String setting, String value, String description, String... names) {
        return OptionSpec.builder(names)
                .userObject(setting)
                .type(String[].class)
                .arity("1")
                .paramLabel(value)
                .description(description);
    }

    private static void addLimits(CommandSpec run) {
        run.addOption(option(
                        "ingest.source",
                        "NAME",
                        "only this source, by its name in Stitch; can be given several times. Nothing is retired then",
                        "--source")
                .build());
        run.addOption(
                option("ingest.failOn", "WHAT", "fails where there are any: ${COMPLETION-CANDIDATES}", "--fail-on")
                        .completionCandidates(List.of("missing", "warnings"))
                        .build());
        run.addOption(option(
                        "ingest.minCoverage",
                        "PERCENT",
                        "fails where fewer of the selected streams that must have an edge have one",
                        "--min-coverage")
                .build());
    }

    /** @param parameters whether the documents of Stitch are read for the names of all parameters */
    private static void addCall(CommandSpec call, boolean parameters) {
        call.addPositional(PositionalParamSpec.builder()
                .userObject("call.operation")
                .index("0")
                .arity("0..1")
                .type(String.class)
                .paramLabel("OPERATION")
                .description("which; list prints all of them")
                .build());
        call.addOption(option("call.body", "JSON", "what is sent; @FILE for what is in a file", "--body")
                .build());
        call.addOption(
                option("call.account", "NAME", "the serviceName of the account, where there are several", "--account")
                        .build());
        call.addOption(option("call.tokenFile", "FILE", "a token of the Import API, for its operations", "--token-file")
                .build());
        call.addOption(flag("call.pages", "the records of all pages, as one array", "--pages"));
        call.addOption(flag("call.confirm", "the change is meant", "--confirm"));
        if (parameters) {
            new Operations()
                    .all().stream()
                            .flatMap(operation -> operation.parameterNames().stream())
                            .distinct()
                            .forEach(name ->
                                    call.addOption(option("call.param." + name, "VALUE", "a parameter", "--" + name)
                                            .build()));
        }
    }

    /** An option that takes no value. */
    private static OptionSpec flag(String setting, String description, String name) {
        return OptionSpec.builder(name)
                .userObject(setting)
                .type(boolean.class)
                .description(description)
                .build();
    }
}

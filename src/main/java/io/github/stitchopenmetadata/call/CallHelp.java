package io.github.stitchopenmetadata.call;

import io.github.stitchopenmetadata.openapi.Operations;
import java.util.List;

/** What the command line tells of calls without an account, and without Camel. */
public final class CallHelp {

    private static final List<String> LINES = List.of(
            "-Dingest.mode=call with these settings calls one operation of Stitch, and prints the JSON of its answer:",
            "  -Dcall.operation=ID      which; list prints all of them",
            "  -Dcall.param.NAME=VALUE  a parameter",
            "  -Dcall.body=JSON         what is sent; @FILE for what is in a file",
            "  -Dcall.pages=true        the records of all pages, as one array",
            "  -Dcall.account=NAME      the serviceName of the account, where there are several",
            "  -Dcall.tokenFile=FILE    a file with a token of your own, such as one of the Import API",
            "  -Dcall.confirm=true      the change is meant; not needed to read, start, stop, pause and unpause",
            "Exit status: 0 done, 1 Stitch did not do it, 2 refused before anything was changed.");

    private static final List<String> SETTINGS =
            List.of("call.operation", "call.body", "call.pages", "call.account", "call.tokenFile", "call.confirm");

    private CallHelp() {}

    /** The settings that describe a call, but for its parameters. */
    public static List<String> settings() {
        return SETTINGS;
    }

    /**
     * @param operation the setting {@code call.operation}, or null
     * @return the lines; none where an operation is to be called
     */
    public static List<String> of(String operation) {
        String asked = operation == null ? "" : operation.strip();
        return switch (asked) {
            case "list" -> new Operations().table().toList();
            case "", "help" -> LINES;
            default -> List.of();
        };
    }
}

package io.github.stitchopenmetadata.flow.rules;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A rule for the files under {@code routes/}. */
enum RouteRule {
    SHORT_FILES(FormRules::longFiles),
    SHORT_ROUTES(FormRules::longRoutes),
    ROUTES_CONFIGURATIONS_AND_BEANS_ALONE(FormRules::kinds),
    IDS_AND_DESCRIPTIONS(FormRules::names),
    UNIQUE_IDS(FormRules::twoOfAName),
    CALLED_BY_THE_ID(FormRules::starts),
    NO_COMMENTS_WITHIN(FormRules::comments),
    NAMED_CONFIGURATIONS(FormRules::configurations),
    SPLITS_WAIT_FOR_THEIR_WORKERS(FormRules::hastySplits),
    CALLED_ROUTES_EXIST(CallRules::calledAndMissing),
    ROUTES_ARE_CALLED(CallRules::thereAndUncalled),
    CALLED_FROM_FEW_PLACES_IN_JAVA(CallRules::callersInJava),
    NO_ROUTE_OF_ONE_STEP_FOR_ONE_CALLER(CallRules::oneStepForOneCaller),
    CALLS_STAND_IN_THE_FILE(CallRules::computed),
    ONE_FILE_CALLS_SERVERS(CallRules::servers),
    BEANS_EXIST(BeanRules::missingBeans),
    METHODS_EXIST(BeanRules::missingMethods),
    BEANS_ARE_CALLED_IN_FULL(BeanRules::shortCalls),
    NO_ENUM_PARAMETERS(BeanRules::enums),
    VARIABLES_STAY_IN_THEIR_ROUTE(VariableRules::crossing),
    VARIABLES_ARE_READ(VariableRules::unread),
    NO_VERB(VariableRules::verbs),
    NO_ROUTE_NAMES_IN_VARIABLES(VariableRules::routeNames),
    NO_VARIABLES_IN_JAVA(VariableRules::inJava),
    NO_REACH_INTO_LARGE_OBJECTS(ReachRules::reaches),
    SMALL_OBJECTS_ARE_SMALL(ReachRules::large);

    private final Function<Routes, Stream<String>> findings;

    RouteRule(Function<Routes, Stream<String>> findings) {
        this.findings = findings;
    }

    /** What breaks the rule, a sentence each; and the exemptions from it that nothing needs. */
    List<String> findings(Routes routes) {
        List<String> all = findings.apply(routes).distinct().toList();
        List<Allowed.Exemption> exemptions = routes.allowed().exemptions().stream()
                .filter(exemption -> exemption.rule() == this)
                .toList();
        Stream<String> broken =
                all.stream().filter(finding -> exemptions.stream().noneMatch(exemption -> exemption.covers(finding)));
        Stream<String> idle = exemptions.stream()
                .filter(exemption -> all.stream().noneMatch(exemption::covers))
                .map(exemption -> "nothing needs the exemption of " + exemption.place());
        return Stream.concat(broken, idle).toList();
    }
}

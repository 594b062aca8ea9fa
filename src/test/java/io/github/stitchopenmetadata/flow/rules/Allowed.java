package io.github.stitchopenmetadata.flow.rules;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the rules except.
 *
 * @param callers the Java that calls routes, by the paths of the sources
 * @param crossing the variables that may be in more than one route
 * @param reached the objects into which Simple may reach, {@code variable.NAME} or {@code ROUTE body}, with their types
 * @param exemptions other findings that are meant so
 */
record Allowed(Set<String> callers, Set<String> crossing, Map<String, Class<?>> reached, List<Exemption> exemptions) {

    /**
     * A finding that is meant so.
     *
     * @param place what the finding begins with but for file and line, such as {@code route write-edge, bean}
     * @param reason why it is better so
     */
    record Exemption(RouteRule rule, String place, String reason) {

        boolean covers(String finding) {
            return finding.replaceFirst("^[^:]*:\\d+: ", "").startsWith(place);
        }
    }
}

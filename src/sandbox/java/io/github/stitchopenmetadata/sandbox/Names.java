package io.github.stitchopenmetadata.sandbox;

/** The rules by which a catalog of one version accepts names and joins them into fully qualified names. */
final class Names {

    private final ServerVersion version;

    Names(ServerVersion version) {
        this.version = version;
    }

    /** Refuses a name that the version does not allow for this kind of entity. */
    void check(EntityType type, String name) {
        int limit = version.nameLimit(type);
        if (name.isEmpty() || name.length() > limit) {
            throw Refusal.badRequest("[name size must be between 1 and " + limit + "]");
        }
        checkPattern(name, version.namePattern(type));
    }

    void checkColumn(String name) {
        if (name.isEmpty() || name.length() > version.columnNameLimit()) {
            throw Refusal.badRequest("[columns[].name size must be between 1 and " + version.columnNameLimit() + "]");
        }
        checkPattern(name, version.namePattern(EntityType.TABLE));
    }

    void checkTask(String name) {
        if (version.atLeast("2.0")) {
            check(EntityType.PIPELINE, name);
        }
    }

    String service(String name) {
        // 1.1 takes the name of a service as it is, dots included
        return version.atLeast("1.2") ? quoted(name) : name;
    }

    String join(String parent, String name) {
        String joined = parent + "." + quoted(name);
        if (joined.length() > version.fullyQualifiedNameLimit()) {
            throw Refusal.badRequest(
                    "[fullyQualifiedName size must be between 1 and " + version.fullyQualifiedNameLimit() + "]");
        }
        return joined;
    }

    /** One part of a fully qualified name: in quotes only when it holds a dot. */
    static String quoted(String name) {
        boolean wrapped = name.length() > 2 && name.startsWith("\"") && name.endsWith("\"");
        String bare = wrapped ? name.substring(1, name.length() - 1) : name;
        if (bare.contains("\"")) {
            throw Refusal.badRequest("Invalid name " + name);
        }
        return bare.contains(".") ? "\"" + bare + "\"" : bare;
    }

    private static void checkPattern(String name, String pattern) {
        if (!name.matches(pattern)) {
            throw Refusal.badRequest("[name must match \"" + pattern + "\"]");
        }
    }
}

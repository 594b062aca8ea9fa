package io.github.stitchopenmetadata.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Foreign text without its credentials: what a source or a warehouse says of a failure may quote the connection it failed
 * with. Only what is marked as a secret, by the word before it or by its own form, is taken for one: names of tables, dates
 * and identifiers stay.
 */
public final class Secrets {

    private static final String MASK = "***";
    /** Far more than a message shows; it also bounds the time that a text may take. */
    private static final int LIMIT = 8_000;

    private static final String PASSWORD = "(?:pass(?:word|wd|phrase)|pwd)";
    private static final String TOKEN =
            "(?:(?:api|access|secret|private|master|account)[ _-]?key(?:[ _-]?id)?|aws[_-]?key[_-]?id"
                    + "|secret|token|signature|(?<![A-Za-z])sig|credentials?|jwt)";
    private static final String WORD = "(?:" + PASSWORD + "|" + TOKEN + ")";
    private static final String AUTHORIZATION = "authorization\\\\*[\"']?\\s{0,3}[:=]\\s{0,3}[\\\\\"']{0,3}";
    private static final String SCHEME = "(?:bearer|basic|digest|negotiate|token|apikey|aws4-hmac-sha256)\\s+";

    /** A value in quotes, which may themselves be escaped; one that nothing closes ends with the text. */
    private static final String QUOTED = "(?:[bru]{0,2}(?:\\\\+[\"'][^\"']*+[\"']?"
            + "|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"?|(?:'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'?)++))";
    /** A value that begins without quotes; a comma ends it where another pair may follow. */
    private static final String PLAIN = "[^\\s,;&\"']++(?:(?:,(?![\\s\"']|\\w+=|\\z)|[\"'](?=\\w))[^\\s,;&\"']*+)*+";

    private static final String VALUE = "(?:" + QUOTED + "|" + PLAIN + ")";
    /** Letters and digits together, not few of them, and no date. */
    private static final String RANDOM = "(?!\\d{4}-\\d\\d)(?=[^\\s\"',;]*\\d)(?=[^\\s\"',;]*[A-Za-z])[\\w+/=.~-]{12,}";
    /** Hexadecimal or base64, and long: neither a name, nor a path, nor a UUID. */
    private static final String LONG = "(?=[\\w+/=]*\\d)(?=[\\w+/=]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9+/=]{19,}(?![\\w.-])";
    /** Base64 of the kind that has - and _, where all else looks like no name either. */
    private static final String LONG_FOR_URLS = "(?-i:(?=[\\w-]*\\d)(?=[\\w-]*[a-z])(?=[\\w-]*[A-Z]))[\\w-]{32,}";

    private record Rule(Pattern pattern, String replacement) {

        /** What stands before the secret stays. */
        static Rule after(String words, String secret) {
            return new Rule(
                    Pattern.compile("(" + words + ")(?:" + secret + ")", Pattern.DOTALL | Pattern.CASE_INSENSITIVE),
                    "$1" + MASK);
        }

        static Rule form(String secret) {
            return new Rule(Pattern.compile(secret, Pattern.DOTALL), MASK);
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.form("-----BEGIN[A-Z ]*PRIVATE KEY[A-Z ]*-----.*?(?:-----END[A-Z ]*PRIVATE KEY[A-Z ]*-----|\\z)"),
            // scheme://user:password@host, where the password may hold @ and / although it should not; a port is none
            Rule.after("://[^\\s/:@?#]*:(?!\\d{1,5}(?:[/?#;,\\s\"']|\\z))", "[^\\s/?#\"'<>]*(?=@)|[^\\s\"'<>]*?(?=@)"),
            Rule.after("jdbc:oracle:\\w+:[^\\s/@:]+/", "[^\\s@]+(?=@)"),
            Rule.after(AUTHORIZATION + SCHEME, "(?=\\S*(?:\\d|=|\\S{16}))[^\\s\"',;\\\\]+"),
            Rule.after(AUTHORIZATION + "(?!" + SCHEME + ")", RANDOM),
            Rule.after(
                    "\\b(?:bearer|basic)\\s+",
                    "(?-i:(?=[^\\s\"',;]*(?:\\d|=|[a-z][A-Z]|[^\\s\"',;]{20}))[\\w+/.~=-]{8,})"),
            // password=x, "password" => 'x', token%3Dx
            Rule.after(WORD + "\\\\*[\"'`]?\\]?\\s{0,3}(?:={1,3}>?|%3D)\\s{0,3}", VALUE),
            // "password": "x", also within an escaped document
            Rule.after(WORD + "\\\\*[\"']\\s{0,3}:\\s{0,3}", QUOTED + "|-?\\d[\\w.+-]*"),
            // password: x, but not MySQL's (using password: YES)
            Rule.after(PASSWORD + "\\s{0,3}:\\s{0,3}(?!(?:yes|no)\\b)", VALUE),
            Rule.after(TOKEN + "\\s{0,3}:\\s{0,3}[\"'(\\[]?", RANDOM),
            // IDENTIFIED BY 'x', password is "x"
            Rule.after("(?:" + PASSWORD + "|identified\\s{1,3}by)\\s{1,3}(?:is\\s|was\\s)?", QUOTED),
            // token 0123456789abcdef0123
            Rule.after(WORD + "s?[\"']?\\s{1,3}(?:is\\s|was\\s)?[\"'(\\[]?", LONG + "|" + LONG_FOR_URLS),
            // a JSON web token, keys of AWS, tokens of Stitch and of others that their beginning gives away
            Rule.form("\\beyJ[\\w-]{8,}(?:\\.[\\w-]+){0,4}"),
            Rule.form("\\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\\b"),
            Rule.form("\\b(?:ac|at|oc)_[0-9a-fA-F]{16,}\\b"),
            Rule.form(
                    "\\b(?:gh[pousr]_|glpat-|xox[abeoprs]-|[sr]k_(?:live|test)_|shp(?:at|ca|pa|ss)_|ya29\\.)[\\w-]{12,}"));

    private Secrets() {}

    /** @return the text, or the first 8,000 characters of it, with each secret replaced by {@code ***}; "" for null */
    public static String hidden(String text) {
        String hidden = text == null ? "" : text.substring(0, Math.min(LIMIT, text.length()));
        for (Rule rule : RULES) {
            hidden = rule.pattern.matcher(hidden).replaceAll(rule.replacement);
        }
        return hidden;
    }

    /**
     * Takes away the properties of a source that its connector declares as secret, whatever they are called: nobody needs them.
     *
     * @param source as Stitch tells it; anything else stays as it is
     */
    public static void forgetDeclared(JsonNode source) {
        if (source.path("properties") instanceof ObjectNode properties) {
            source.path("report_card").path("steps").forEach(step -> step.path("properties")
                    .forEach(property -> {
                        if (property.path("is_credential").asBoolean()) {
                            properties.remove(property.path("name").asText());
                        }
                    }));
        }
    }
}

package io.github.stitchopenmetadata.text;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    private static final Pattern NAMES_A_SECRET = Pattern.compile("pass|pwd|secret|token|key|credential|auth|sas|sig");

    private static final String KEY_BLOCK =
            "-----BEGIN RSA PRIVATE KEY-----\nMIIEow+IBAAKCAQEA/x==\n-----END RSA PRIVATE KEY-----";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // addresses
                "postgres://stitch:s3cret@db.example:5432/shop refused                 | postgres://stitch:***@db.example:5432/shop refused",
                "mongodb+srv://u:p%40ss@h1:27017,h2:27017/db?x=1                       | mongodb+srv://u:***@h1:27017,h2:27017/db?x=1",
                "redis://:s3cret@cache:6379                                            | redis://:***@cache:6379",
                "mysql://root:p@ss@db/x                                                | mysql://root:***@db/x",
                "mysql://root:p/a/ss@db/x                                              | mysql://root:***@db/x",
                "https://u:123456@h.example                                            | https://u:***@h.example",
                "jdbc:oracle:thin:scott/tiger@//db:1521/x                              | jdbc:oracle:thin:scott/***@//db:1521/x",
                "jdbc:sqlserver://h:1433;user=sa;password=P@ss!;encrypt=true           | jdbc:sqlserver://h:1433;user=sa;password=***;encrypt=true",
                "jdbc:snowflake://x.example/?user=a&password=b&role=c                  | jdbc:snowflake://x.example/?user=a&password=***&role=c",
                "https://s3.example/b/k?X-Amz-Credential=AKIA1/2&X-Amz-Expires=60&X-Amz-Signature=0fab&X-Amz-Security-Token=FwoG%2F"
                        + " | https://s3.example/b/k?X-Amz-Credential=***&X-Amz-Expires=60&X-Amz-Signature=***&X-Amz-Security-Token=***",
                "https://b.s3.example/k?AWSAccessKeyId=AK&Expires=1&Signature=a%2Bb%3D | https://b.s3.example/k?AWSAccessKeyId=***&Expires=1&Signature=***",
                "https://a.blob.example/c?sv=2020-08-04&sig=a%2Fb%3D&se=2030-01-01     | https://a.blob.example/c?sv=2020-08-04&sig=***&se=2030-01-01",
                "GET /cb?access_token=abc HTTP/1.1                                     | GET /cb?access_token=*** HTTP/1.1",
                "/cb?redirect=%2Fx%3Ftoken%3Dabc                                       | /cb?redirect=%2Fx%3Ftoken%3D***",
                // pairs
                "host=db user=u password=s3cret dbname=x                               | host=db user=u password=*** dbname=x",
                "passwd = 's3 cret' and more                                           | passwd = *** and more",
                "PWD=s3cret;Database=x                                                 | PWD=***;Database=x",
                "password='it''s' x                                                    | password=*** x",
                "password=\"a\\\"b c\" x                                               | password=*** x",
                "client_secret=abc, user=u                                             | client_secret=***, user=u",
                "password=a,b,c user=u                                                 | password=*** user=u",
                "{user=u, password=s3cret, port=1}                                     | {user=u, password=***, port=1}",
                "dict(password=u'x y', port=1)                                         | dict(password=***, port=1)",
                "config['api_key'] = 'abc'                                             | config['api_key'] = ***",
                ":password=>\"abc\", :port=>1                                          | :password=>***, :port=>1",
                "api-key=abc apikey=abc API_KEY=abc access_key=abc                     | api-key=*** apikey=*** API_KEY=*** access_key=***",
                "AWS_SECRET_ACCESS_KEY=abc/d+e                                         | AWS_SECRET_ACCESS_KEY=***",
                "COPY t CREDENTIALS 'aws_access_key_id=AK;aws_secret_access_key=ab/c'  | COPY t CREDENTIALS 'aws_access_key_id=***;aws_secret_access_key=***'",
                "CREDENTIALS=(AWS_KEY_ID='AK' AWS_SECRET_KEY='ab' AWS_TOKEN='c')       | CREDENTIALS=***' AWS_SECRET_KEY=*** AWS_TOKEN=***)",
                "ALTER USER u IDENTIFIED BY 's3cret'                                   | ALTER USER u IDENTIFIED BY ***",
                "ALTER ROLE u PASSWORD 's3cret' failed                                 | ALTER ROLE u PASSWORD *** failed",
                "password: hunter2 was refused                                         | password: *** was refused",
                "Password : letmein                                                    | Password : ***",
                "api key: 0a1b2c3d4e5f6071 is unknown                                  | api key: *** is unknown",
                // JSON, also within JSON
                "{\"user\": \"u\", \"password\": \"s3 cret\", \"port\": 1}             | {\"user\": \"u\", \"password\": ***, \"port\": 1}",
                "{\"password\":\"a\\\"b\",\"port\":1}                                  | {\"password\":***,\"port\":1}",
                "{'refresh_token': 'abc', 'port': 1}                                   | {'refresh_token': ***, 'port': 1}",
                "{\"pin_password\": 123456, \"port\": 1}                               | {\"pin_password\": ***, \"port\": 1}",
                "\"{\\\"password\\\": \\\"s3cret\\\", \\\"port\\\": 1}\"               | \"{\\\"password\\\": ***, \\\"port\\\": 1}\"",
                "{\"password\": \"cut off he                                           | {\"password\": ***",
                // headers
                "Authorization: Bearer abc.def-1 refused                               | Authorization: Bearer *** refused",
                "{'Authorization': 'Basic dXNlcjpwYXNz', 'Accept': 'x'}                | {'Authorization': 'Basic ***', 'Accept': 'x'}",
                "authorization=Token 0123456789                                        | authorization=Token ***",
                "Authorization: 0a1b2c3d4e5f                                           | Authorization: ***",
                "sent Bearer 0a1b2c3d                                                  | sent Bearer ***",
                "sent Basic dXNlcjpwYXNz                                               | sent Basic ***",
                "Authorization: AWS4-HMAC-SHA256 Credential=AK/2024/s3, SignedHeaders=host, Signature=0fab"
                        + " | Authorization: AWS4-HMAC-SHA256 ***, SignedHeaders=host, Signature=***",
                // by their form
                "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln is expired            | token *** is expired",
                "the key AKIAIOSFODNN7EXAMPLE does not exist                           | the key *** does not exist",
                "client 4711 with ac_0123456789abcdef0123456789abcdef is disabled      | client 4711 with *** is disabled",
                "at_0123456789ABCDEF, oc_0123456789abcdef01                            | ***, ***",
                "Stripe says: Expired API Key provided: sk_live_abcDEF123456           | Stripe says: Expired API Key provided: ***",
                "invalid access token 0123456789abcdef0123456789abcdef01234567         | invalid access token ***",
                "the secret \"aGVsbG8gd29ybGQgMTIzNDU2Nzg5\" was refused               | the secret \"***\" was refused",
                "token AbC-12_xyzXYZ-34_uvwUVW-56_rstRST was revoked                   | token *** was revoked"
            })
    void hides(String text, String hidden) {
        assertThat(Secrets.hidden(text)).isEqualTo(hidden);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Terminated",
                "Access denied for user 'stitch'@'10.0.0.1' (using password: YES)",
                "Access denied for user 'stitch'@'10.0.0.1' (using password: NO)",
                "FATAL: password authentication failed for user \"stitch\"",
                "no password supplied",
                "Basic authentication is not allowed here",
                "relation \"api_tokens\" does not exist",
                "column \"password\" of relation \"public.password_resets_2024\" does not exist",
                "column \"password\": String length exceeds DDL length",
                "duplicate key value violates unique constraint \"orders_pkey_2024_backup_table\"",
                "primary key: order_id_2024_01, foreign key: customer",
                "syntax error at or near token: SELECT",
                "Unexpected token: '}' at 12:34",
                "Unexpected token 2024-01-02T03:04:05Z in column created_at",
                "unexpected token: 2024-01-02T03:04:05Z",
                "token_count=5 max_tokens=100 tokens=7",
                "job 4711.11.sync.e4d8eae5-95f8-4b2f-9d3c-1f2e3d4c5b6a ended at 2024-02-03 04:05:06.789",
                "https://api.example:8443/v1/items?limit=200&sort=updated_at&email=a@b.example",
                "see https://host:8080/a/b@c",
                "mailto:a@b.example",
                "401 Client Error: Unauthorized for url: https://api.example/accounts?begin_time=2019-04-29T00%3A00%3A00Z&order=asc",
                "numeric field overflow: 12345678901234567890 in at_home_2024.table_1",
                "commit 0123456789abcdef0123456789abcdef01234567 of data_0123456789abcdef",
                "-----BEGIN CERTIFICATE----- is expected",
                "the secretary's tokenizer signed the credential form",
                "Größe, 日本, 🛒"
            })
    void leavesOrdinaryText(String text) {
        assertThat(Secrets.hidden(text)).isEqualTo(text);
    }

    /** @return the texts of secrets.txt */
    private static Stream<String> marked() throws IOException {
        List<String> texts = Files.readAllLines(Path.of("src/test/resources/text/secrets.txt"));
        assertThat(texts).hasSizeGreaterThan(200).doesNotHaveDuplicates();
        return texts.stream().skip(1);
    }

    @ParameterizedTest
    @MethodSource("marked")
    void hidesWhatIsMarkedAndNothingElse(String text) {
        assertThat(Secrets.hidden(text.replaceAll("[«»]", ""))).isEqualTo(text.replaceAll("«[^»]*»", "***"));
    }

    @Test
    void hidesPrivateKeysWholeOrCutOff() {
        assertThat(Secrets.hidden("key " + KEY_BLOCK + " is wrong, " + KEY_BLOCK))
                .isEqualTo("key *** is wrong, ***");
        assertThat(Secrets.hidden("key " + KEY_BLOCK.substring(0, 50))).isEqualTo("key ***");
        assertThat(Secrets.hidden("{\"private_key\": \"" + KEY_BLOCK.replace("\n", "\\n") + "\", \"port\": 1}"))
                .isEqualTo("{\"private_key\": ***, \"port\": 1}");
        assertThat(Secrets.hidden("-----BEGIN OPENSSH PRIVATE KEY-----\r\nb3Bl"))
                .isEqualTo("***");
    }

    @Test
    void isEmptyForNothing() {
        assertThat(Secrets.hidden(null)).isEmpty();
    }

    /** Repeated groups of a regular expression take a place on the stack each. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "password='\\a",
                "password=a,",
                "password=\"\\\"",
                "a'",
                "://a:b@",
                "token token ",
                "-----BEGIN PRIVATE KEY-----",
                "Basic ",
                "a-"
            })
    void takesTextsOfAnyLength(String part) {
        String text = part.charAt(0) == 'p' ? part + part.substring(9).repeat(100_000) : part.repeat(100_000);

        assertThatCode(() -> Secrets.hidden(text)).doesNotThrowAnyException();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void showsNoSecretThatAWordNames(
            @ForAll("words") String word,
            @ForAll("separators") String separator,
            @ForAll("secrets") String secret,
            @ForAll("texts") String before,
            @ForAll("texts") String after) {
        String hidden = Secrets.hidden(before + " " + word + separator + secret + " " + after);

        assertThat(hidden).isEqualTo(before + " " + word + separator + "*** " + after);
        assertThat(Secrets.hidden(hidden)).isEqualTo(hidden);
    }

    @Property
    void showsNoQuotedSecret(
            @ForAll("words") String word,
            @ForAll("quotedPairs") String pair,
            @ForAll("phrases") String secret,
            @ForAll("texts") String after) {
        String hidden = Secrets.hidden(pair.formatted(word, secret) + ", " + after);

        assertThat(hidden).doesNotContain(secret).endsWith("***, " + after);
    }

    @Property
    void showsNoPasswordOfAnAddress(
            @ForAll("schemes") String scheme, @ForAll("passwords") String password, @ForAll("texts") String after) {
        assertThat(Secrets.hidden(
                        "cannot reach " + scheme + "://stitch:" + password + "@db.example:5432/shop " + after))
                .isEqualTo("cannot reach " + scheme + "://stitch:***@db.example:5432/shop " + after);
    }

    @Property
    void changesNothingInOrdinaryText(@ForAll("texts") String text) {
        assertThat(Secrets.hidden(text)).isEqualTo(text);
    }

    @Property
    void takesAnyText(@ForAll String text) {
        assertThat(Secrets.hidden(text)).isNotNull();
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of(
                "password",
                "PASSWORD",
                "db_password",
                "passwd",
                "pwd",
                "Pwd",
                "secret",
                "client_secret",
                "token",
                "refresh_token",
                "x-auth-token",
                "api_key",
                "apiKey",
                "api-key",
                "access_key",
                "AWS_SECRET_ACCESS_KEY",
                "aws_access_key_id",
                "private_key",
                "X-Amz-Signature");
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of("=", " = ", "= ", "=>", "%3D");
    }

    @Provide
    Arbitrary<String> quotedPairs() {
        return Arbitraries.of(
                "%s='%s'",
                "%s = \"%s\"", "\"%s\": \"%s\"", "\"%s\":\"%s\"", "'%s': '%s'", "{\\\"%s\\\": \\\"%s\\\"", "%s=u'%s'");
    }

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings()
                .withCharRange('0', '9')
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withChars("!$%/()[]{}?+*~#-_.:<>|^@=\\äß")
                .ofMinLength(1)
                .ofMaxLength(40)
                .filter(secret -> !secret.matches("[=>\\\\].*"));
    }

    @Provide
    Arbitrary<String> phrases() {
        return Arbitraries.strings()
                .withCharRange('0', '9')
                .withCharRange('a', 'z')
                .withChars(" ,;&=:/@")
                .ofMinLength(3)
                .ofMaxLength(40)
                .map(middle -> "x" + middle + "9");
    }

    @Provide
    Arbitrary<String> passwords() {
        return Arbitraries.strings()
                .withCharRange('0', '9')
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withChars("!$%+*~-_.,;:@=&")
                .ofMinLength(1)
                .ofMaxLength(40)
                .map(password -> "x" + password);
    }

    @Provide
    Arbitrary<String> schemes() {
        return Arbitraries.of("postgres", "mysql", "mongodb+srv", "redshift+psycopg2", "https", "jdbc:postgresql");
    }

    /** What failures are made of otherwise: words, names of tables and columns, times, numbers, identifiers, addresses. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> names = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars('_')
                .ofMinLength(1)
                .ofMaxLength(30)
                .map(name -> "t" + name)
                // what follows such a word may well be a secret
                .filter(name -> !NAMES_A_SECRET.matcher(name).find());
        Arbitrary<String> identifiers = Arbitraries.create(UUID::randomUUID).map(UUID::toString);
        Arbitrary<String> times = Arbitraries.longs()
                .between(0, 4_000_000_000L)
                .map(second -> Instant.ofEpochSecond(second).toString());
        Arbitrary<String> others = Arbitraries.of(
                "failed",
                "on",
                "key",
                "value",
                "column",
                "\"ORDERS\"",
                "'public.orders'",
                "(500151)",
                "ERROR:",
                "https://api.example:8443/v4/items?page=2&sort=id",
                "10.0.0.1:5432",
                "user@example.net",
                "[HY000]",
                "12.5%",
                "a=b",
                "null");
        return Arbitraries.oneOf(names, identifiers, times, others)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(parts -> String.join(" ", parts));
    }

    @Test
    void forgetsWhatAConnectorDeclaresAsSecret() throws Exception {
        JsonNode source = json(
                """
                {'properties': {'database': 'shop', 'schema': 's3cr3t', 'port': 1},
                 'report_card': {'steps': [{'type': 'discover'}, {'type': 'form', 'properties': [
                   {'name': 'schema', 'is_credential': true}, {'name': 'database', 'is_credential': false},
                   {'name': 'none', 'is_credential': true}]}]}}
                """);

        Secrets.forgetDeclared(source);

        assertThat(source.path("properties")).isEqualTo(json("{'database': 'shop', 'port': 1}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[{'properties': {}}]",
                "{'properties': ['a'], 'report_card': {'steps': [{'properties': [{'name': 'a', 'is_credential': true}]}]}}",
                "{'properties': {'a': 1}, 'report_card': {'steps': 1}}"
            })
    void leavesWhatIsNoSourceAsItIs(String text) throws Exception {
        JsonNode json = json(text);

        Secrets.forgetDeclared(json);

        assertThat(json).isEqualTo(json(text));
    }
}

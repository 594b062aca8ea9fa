package io.github.stitchopenmetadata.catalog.resolve.confusable;

import io.github.stitchopenmetadata.catalog.resolve.confusable.ConfusableAccount.Field;
import io.github.stitchopenmetadata.catalog.resolve.confusable.ConfusableAccount.Kind;
import io.github.stitchopenmetadata.catalog.resolve.confusable.ConfusableAccount.Loaded;
import io.github.stitchopenmetadata.catalog.resolve.confusable.ConfusableAccount.Place;
import io.github.stitchopenmetadata.catalog.resolve.confusable.ConfusableAccount.Schema;
import io.github.stitchopenmetadata.catalog.resolve.confusable.ConfusableAccount.Stream;
import io.github.stitchopenmetadata.catalog.resolve.confusable.ConfusableAccount.Table;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Makes accounts whose names differ only in case, separators, prefixes, endings, accents and spelling; with streams and fields
 * that are not selected and what they left behind, tables that are missing, and tables that are nobody's.
 */
final class AccountGenerator {

    static final List<String> DESTINATIONS = List.of(
            "bigquery_v2",
            "databricks_delta",
            "azure_sqldw",
            "mssql_server",
            "mysql_destination",
            "panoply",
            "postgres",
            "redshift",
            "s3",
            "snowflake",
            "dataworld");

    private static final List<String> SOURCES = List.of(
            "platform.hp-postgres",
            "platform.postgres",
            "platform.hp-mysql",
            "platform.mysql",
            "platform.mssql",
            "platform.mongodb",
            "platform.oracle",
            "platform.stripe",
            "platform.salesforce");

    private static final List<List<String>> WORDS = List.of(
            List.of("order", "items"),
            List.of("user", "name"),
            List.of("gift", "code"),
            List.of("invoice", "line"),
            List.of("mail", "box"),
            List.of("id"),
            List.of("first", "2nd"),
            List.of("café", "bar"),
            List.of("größe"),
            List.of("顧客", "a"),
            List.of("2024"),
            List.of("price", "net"));

    private final Random random;
    private int ids;
    private ConfusableAccount account;
    private DocumentedNames names;
    /** Which reading of the documentation holds in this account. */
    private int reading;

    AccountGenerator(long seed) {
        this.random = new Random(seed);
    }

    ConfusableAccount next() {
        String source = one(SOURCES);
        account = new ConfusableAccount(one(DESTINATIONS), source, chance(20));
        names = new DocumentedNames(account.destinationType);
        reading = random.nextInt(5);
        ids = 0;
        List<String> first = one(WORDS);
        List<String> second = chance(40) ? one(WORDS) : first;
        List<Place> places = places(source);
        int streams = 2 + random.nextInt(5);
        Set<String> used = new LinkedHashSet<>();
        for (int i = 0; i < streams; i++) {
            Place place = one(places);
            String name = variant(chance(80) ? first : second);
            if (chance(8)) {
                name = variant(first) + "__" + variant(second);
            }
            if (used.add(place + "\n" + name)) {
                account.streams.add(new Stream(++ids, place, name, fields(), chance(62)));
            }
        }
        addStreamsNamedLikeItems();
        addSourceTables();
        if (chance(5) && !account.isRegistered() && !account.sourceTables.isEmpty()) {
            account.twice = one(account.sourceTables.keySet());
        }
        addDestinations();
        addDestinationTables(first);
        return account;
    }

    /** A stream whose name is that of another one and one of its fields: the items of an array may lie in a table of that name. */
    private void addStreamsNamedLikeItems() {
        for (Stream stream : List.copyOf(account.streams)) {
            for (Field field : stream.fields()) {
                if (field.kind() != Kind.TEXT && chance(15)) {
                    String name = stream.name() + "__" + field.name();
                    account.streams.add(new Stream(++ids, stream.place(), name, fields(), chance(50)));
                }
            }
        }
    }

    private List<Place> places(String source) {
        return switch (source) {
            case "platform.hp-postgres", "platform.postgres" ->
                some(
                        new Place("shop", "public"),
                        new Place("shop", "Public"),
                        new Place("shop", "sales"),
                        new Place("Shop", "sales"));
            case "platform.hp-mysql", "platform.mysql", "platform.mongodb" ->
                some(new Place("default", "shop_1"), new Place("default", "shop1"), new Place("default", "Shop_1"));
            case "platform.mssql" -> some(new Place("erp", "dbo"), new Place("erp", "DBO"), new Place("erp", "audit"));
            case "platform.oracle" -> some(new Place("default", "SALES"), new Place("default", "sales"));
            default -> List.of(new Place(null, null));
        };
    }

    private List<Place> some(Place... places) {
        return List.of(places).subList(0, chance(55) ? 1 : 1 + random.nextInt(places.length));
    }

    private List<Field> fields() {
        if (account.sourceType.equals("platform.mongodb")) {
            return List.of();
        }
        List<String> first = one(WORDS);
        List<String> second = one(WORDS);
        Map<String, Field> fields = new LinkedHashMap<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            String name = variant(chance(70) ? first : second);
            if (chance(6)) {
                name = variant(first) + "__" + variant(second);
            }
            Kind kind = chance(70) ? Kind.TEXT : one(List.of(Kind.values()));
            List<String> inner = kind == Kind.OBJECT || kind == Kind.ARRAY
                    ? List.of(variant(first), "x" + random.nextInt(3)).subList(0, 1 + random.nextInt(2))
                    : List.of();
            fields.putIfAbsent(name, new Field(name, kind, inner, chance(70)));
        }
        return List.copyOf(fields.values());
    }

    /** One of the many ways to write some words. */
    private String variant(List<String> words) {
        String joined = String.join(one(List.of("", "_", "_", "_", "-", " ", ".", "__", "#", "/")), words);
        String cased =
                switch (random.nextInt(8)) {
                    case 0 -> joined.toUpperCase(Locale.ROOT);
                    case 1 -> joined.substring(0, 1).toUpperCase(Locale.ROOT) + joined.substring(1);
                    case 2 ->
                        String.join(
                                "",
                                words.stream().map(AccountGenerator::capital).toList());
                    default -> joined;
                };
        String begun = one(List.of("", "", "", "", "", "_", "4", "12", "!", " ")) + cased;
        String ended = begun + one(List.of("", "", "", "", "", "", "!", "_", "_old", "__st", "__int", " "));
        if (chance(4)) {
            ended = ended.replace("_", ">");
        }
        if (chance(2)) {
            ended = ended + "_" + "x".repeat(one(List.of(52, 60, 100, 114, 130)));
        }
        return chance(20) ? Normalizer.normalize(ended, Normalizer.Form.NFD) : ended;
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private void addSourceTables() {
        for (Stream stream : account.streams) {
            Place place = stream.place();
            if (place.schema() == null) {
                place = new Place("default", "salesforce");
            } else if (chance(6)) {
                place = new Place(place.database(), place.schema().toLowerCase(Locale.ROOT));
            }
            List<Table> tables = account.sourceTables.computeIfAbsent(place, missing -> new ArrayList<>());
            if (chance(88)) {
                addSourceTable(place, tables, catalogued(stream.name()), stream.fields());
            }
            if (chance(15)) {
                addSourceTable(place, tables, variant(one(WORDS)), stream.fields());
            }
        }
    }

    private void addSourceTable(Place place, List<Table> tables, String name, List<Field> fields) {
        if (tables.stream().anyMatch(table -> table.name().equals(name))) {
            return;
        }
        Set<String> columns = new LinkedHashSet<>();
        for (Field field : fields) {
            if (chance(92)) {
                columns.add(catalogued(field.name()));
            }
            if (account.sourceType.equals("platform.hp-mysql") && chance(15)) {
                columns.add(field.name().replace('_', '-'));
            }
            if (chance(8)) {
                columns.add(field.name().replace("_", "").replace("-", ""));
            }
        }
        if (fields.isEmpty()) {
            columns.addAll(List.of("_id", "id", "Name"));
        }
        columns.remove("");
        tables.add(new Table("source " + place + " " + name, name, List.copyOf(columns)));
    }

    /** As a catalog may spell a name. */
    private String catalogued(String name) {
        if (name.contains(">") && chance(70)) {
            return name.replace(">", "__reserved__arrow__");
        }
        return switch (random.nextInt(24)) {
            case 0 -> name.toUpperCase(Locale.ROOT);
            case 1 -> name.toLowerCase(Locale.ROOT);
            case 2 -> Normalizer.normalize(name, Normalizer.Form.NFC);
            case 3 -> Normalizer.normalize(name, Normalizer.Form.NFD);
            default -> name;
        };
    }

    private void addDestinations() {
        String schema = names.schemas(ConfusableAccount.NAME).iterator().next();
        boolean upper = schema.equals(schema.toUpperCase(Locale.ROOT));
        String otherCase = upper ? schema.toLowerCase(Locale.ROOT) : schema.toUpperCase(Locale.ROOT);
        int kind = random.nextInt(100);
        if (kind >= 4) {
            account.destinations.add(new Schema("wh", kind < 14 ? otherCase : schema));
        }
        if (kind < 24) {
            account.destinations.add(new Schema("wh", "a_pp"));
            account.destinations.add(new Schema("wh", upper ? "APP_" : "app_"));
        }
        if (kind >= 24 && kind < 30) {
            account.destinations.add(new Schema("other", kind < 27 ? schema : otherCase));
        }
    }

    private void addDestinationTables(List<String> words) {
        for (Stream stream : account.streams) {
            if (chance(stream.selected() ? 80 : 50)) {
                load(stream);
            }
        }
        int strays = random.nextInt(3);
        for (int i = 0; i < strays; i++) {
            addStray(words);
        }
        if (chance(10)) {
            table("_sdc_rejected").add("reason", null);
        }
        account.loaded.forEach((name, table) ->
                account.destinationTables.add(new Table("loaded " + name, name, List.copyOf(table.columns.keySet()))));
    }

    /** A table of people, or what is left of a stream or an array that Stitch does not know any more. */
    private void addStray(List<String> words) {
        String name = read(names.tables(variant(words)));
        List<Field> fields = one(account.streams).fields();
        if (chance(25) && !account.loaded.isEmpty() && !fields.isEmpty()) {
            name = read(names.joined(one(account.loaded.keySet()), one(fields).name(), true));
        } else if (chance(30) && !account.loaded.isEmpty()) {
            name = one(account.loaded.keySet()) + "__" + read(names.tables(variant(one(WORDS))));
        }
        Loaded table = table(name);
        table.add("id", null);
        if (chance(50)) {
            addSystemColumns(table);
        }
        if (chance(25) && name.contains("__")) {
            addSubTableColumns(table, 1 + random.nextInt(2));
        }
    }

    private Loaded table(String name) {
        return account.loaded.computeIfAbsent(name, missing -> new Loaded());
    }

    private void load(Stream stream) {
        List<String> bases = List.copyOf(DocumentedNames.bases(
                account.sourceType,
                account.withSchemas,
                stream.place().database(),
                stream.place().schema(),
                stream.name()));
        String name = read(names.tables(bases.get(Math.min(reading % 2, bases.size() - 1))));
        if (names.isRejectedTable(name)) {
            return;
        }
        Loaded table = table(name);
        table.streams.add(stream.id());
        List<Field> fields = stream.fields().isEmpty()
                ? List.of(new Field("_id", Kind.JSON, List.of(), true), new Field("Name", Kind.TEXT, List.of(), true))
                : stream.fields();
        for (Field field : fields) {
            if (chance(field.selected() ? 85 : 45)) {
                load(field, ConfusableAccount.origin(stream, field), name);
            }
            if (chance(12)) {
                table.add(read(names.columns(variant(one(WORDS)))), null);
            }
        }
        if (chance(92)) {
            addSystemColumns(table);
        }
    }

    private void load(Field field, String origin, String into) {
        Loaded table = table(into);
        String column = read(names.columns(read(DocumentedNames.fields(account.sourceType, field.name()))));
        if (names.isRejectedColumn(column)) {
            return;
        }
        boolean text =
                field.kind() == Kind.TEXT || field.kind() == Kind.JSON && DocumentedNames.isText(account.sourceType);
        if (text || !names.flattens()) {
            addPlain(table, column, origin);
            if (!text && names.keepsChildren() && table.columns.containsKey(column)) {
                addChildren(table, column, field, origin);
            }
        } else if (field.kind() == Kind.ARRAY) {
            addItems(into, field, origin);
        } else {
            field.inner().forEach(inner -> addPlain(table, read(names.joined(column, inner, false)), origin));
            if (field.inner().isEmpty() || chance(20)) {
                table.add(column + "__part", origin);
            }
        }
    }

    private void addChildren(Loaded table, String column, Field field, String origin) {
        String inside = field.kind() == Kind.ARRAY ? column + ".value" : column;
        table.add(field.kind() == Kind.ARRAY ? inside : inside + ".x", origin);
        field.inner().forEach(inner -> table.add(inside + "." + read(names.columns(inner)), origin));
    }

    private void addItems(String own, Field field, String origin) {
        String name = read(names.joined(own, field.name(), true));
        Loaded items = table(name);
        field.inner().forEach(inner -> items.add(read(names.columns(inner)), origin));
        items.add("value", origin);
        if (chance(90)) {
            addSubTableColumns(items, 1);
        }
        if (chance(10)) {
            Loaded inside = table(name + "__" + read(names.tables(variant(one(WORDS)))));
            inside.add("value", origin);
            addSubTableColumns(inside, 2);
        }
    }

    /** A column, or what a change of its type made of it. */
    private void addPlain(Loaded table, String column, String origin) {
        if (chance(15)) {
            table.add(column + "__" + one(names.reservedSuffixes()), origin);
            if (chance(40)) {
                return;
            }
        }
        table.add(column, origin);
    }

    private static void addSystemColumns(Loaded table) {
        table.add("_sdc_received_at", null);
        table.add("_sdc_sequence", null);
    }

    private static void addSubTableColumns(Loaded table, int levels) {
        table.add("_sdc_source_key_id", null);
        for (int level = 0; level < levels; level++) {
            table.add("_sdc_level_" + level + "_id", null);
        }
        table.add("_sdc_sequence", null);
    }

    /** The name under the reading that holds here. */
    private String read(Set<String> candidates) {
        List<String> all = List.copyOf(candidates);
        return all.get(Math.min(reading % 2 + (reading > 2 ? 2 : 0), all.size() - 1));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(Collection<T> all) {
        return List.copyOf(all).get(random.nextInt(all.size()));
    }
}

package io.github.stitchopenmetadata.catalog.resolve;

import static io.github.stitchopenmetadata.catalog.resolve.TwoEnds.field;
import static io.github.stitchopenmetadata.catalog.resolve.TwoEnds.object;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitColumnsTest {

    @Test
    void areLinkedBesideThePlainColumnInSnowflake() throws Exception {
        TwoEnds ends = new TwoEnds("snowflake")
                        .from("orders", "id", "amount", "payload")
                        .to(
                                "ORDERS",
                                "ID",
                                "AMOUNT",
                                "AMOUNT__ST",
                                "AMOUNT__FL",
                                "PAYLOAD__VA",
                                "_SDC_SEQUENCE",
                                "_SDC_SEQUENCE__ST")
                        .stream("orders", field("amount"), field("id"), object("payload"));

        assertThat(ends.pairs())
                .containsExactlyInAnyOrder(
                        "orders.id > ORDERS.ID",
                        "orders.amount > ORDERS.AMOUNT",
                        "orders.amount > ORDERS.AMOUNT__ST",
                        "orders.amount > ORDERS.AMOUNT__FL",
                        "orders.payload > ORDERS.PAYLOAD__VA");
        assertThat(ends.dropped()).isEmpty();
    }

    @Test
    void takeThePlaceOfThePlainColumnInRedshift() throws Exception {
        TwoEnds ends = new TwoEnds("redshift")
                        .from("orders", "id", "Amount Net")
                        .to("orders", "id", "amount net__bi", "amount net__do", "amount__st")
                        .stream("orders", field("Amount Net"), field("id"));

        assertThat(ends.pairs())
                .containsExactlyInAnyOrder(
                        "orders.id > orders.id",
                        "orders.Amount Net > orders.amount net__bi",
                        "orders.Amount Net > orders.amount net__do");
        assertThat(ends.dropped()).isEmpty();
    }

    @Test
    void areFoundUnderEitherFormOfAContradictedName() throws Exception {
        assertThat(new TwoEnds("redshift")
                        .from("orders", "Amount Net").to("orders", "amountnet__bi").stream(
                                        "orders", field("Amount Net"))
                                .pairs())
                .containsExactly("orders.Amount Net > orders.amountnet__bi");
        assertThat(new TwoEnds("redshift")
                        .from("orders", "amount-net").to("orders", "amount_net__bi").stream(
                                        "orders", field("amount-net"))
                                .pairs())
                .containsExactly("orders.amount-net > orders.amount_net__bi");
    }

    @Test
    void keepTheCaseOfTheFieldInPostgres() throws Exception {
        assertThat(new TwoEnds("postgres")
                        .from("orders", "Age", "age").to("orders", "Age", "Age__do", "age__bi", "age__st").stream(
                                        "orders", field("Age"), field("age"))
                                .pairs())
                .containsExactlyInAnyOrder(
                        "orders.Age > orders.Age",
                        "orders.Age > orders.Age__do",
                        "orders.age > orders.age__bi",
                        "orders.age > orders.age__st");
    }

    @Test
    void areNotLeftToAFieldThatIsReallyCalledSo() throws Exception {
        TwoEnds ends = new TwoEnds("snowflake")
                .from("orders", "amount", "amount__st").to("ORDERS", "AMOUNT", "AMOUNT__ST").stream(
                        "orders", field("amount"), field("amount__st"));

        assertThat(ends.pairs())
                .containsExactlyInAnyOrder("orders.amount > ORDERS.AMOUNT", "orders.amount > ORDERS.AMOUNT__ST");
        assertThat(ends.dropped()).containsExactly("amount__st UNSUPPORTED");
    }

    @Test
    void areNotSeenWhereThePlainFieldIsMissing() throws Exception {
        assertThat(new TwoEnds("snowflake")
                        .from("orders", "amount__int").to("ORDERS", "AMOUNT__INT").stream(
                                        "orders", field("amount__int"))
                                .pairs())
                .containsExactly("orders.amount__int > ORDERS.AMOUNT__INT");
    }

    @Test
    void areNotTakenByAFieldWhoseNameMerelyResemblesThem() throws Exception {
        TwoEnds ends = new TwoEnds("snowflake")
                .from("orders", "amount", "amountst").to("ORDERS", "AMOUNT", "AMOUNT__ST").stream(
                        "orders", field("amount"), field("amountst"));

        assertThat(ends.pairs())
                .containsExactlyInAnyOrder("orders.amount > ORDERS.AMOUNT", "orders.amount > ORDERS.AMOUNT__ST");
        assertThat(ends.dropped()).containsExactly("amountst NOT_LOADED_YET");
    }

    /** What becomes of a percent sign is not documented, so its column may only resemble it. */
    @Test
    void areNotTakenByAFieldWhoseNameIsLeftOpen() throws Exception {
        TwoEnds ends = new TwoEnds("snowflake")
                .from("orders", "amount", "amount%st").to("ORDERS", "AMOUNT", "AMOUNT__ST").stream(
                        "orders", field("amount"), field("amount%st"));

        assertThat(ends.pairs())
                .containsExactlyInAnyOrder("orders.amount > ORDERS.AMOUNT", "orders.amount > ORDERS.AMOUNT__ST");
        assertThat(ends.dropped()).containsExactly("amount%st NOT_LOADED_YET");
    }

    @Test
    void belongToTheFieldThatHasThePlainColumn() throws Exception {
        TwoEnds ends = new TwoEnds("snowflake")
                .from("users", "_id", "id").to("USERS", "ID", "_ID", "_ID__ST", "ID__FL").stream(
                        "users", field("_id"), field("id"));

        assertThat(ends.pairs())
                .containsExactlyInAnyOrder(
                        "users.id > USERS.ID",
                        "users._id > USERS._ID",
                        "users._id > USERS._ID__ST",
                        "users.id > USERS.ID__FL");
    }

    @Test
    void belongToTheFieldThatCanHaveNoOtherColumn() throws Exception {
        TwoEnds ends = new TwoEnds("snowflake")
                .from("users", "_id", "id").to("USERS", "ID", "ID__FL").stream("users", field("_id"), field("id"));

        assertThat(ends.pairs()).containsExactlyInAnyOrder("users.id > USERS.ID", "users.id > USERS.ID__FL");
        assertThat(ends.dropped()).containsExactly("_id NOT_LOADED_YET");
    }

    @Test
    void areLeftOutWhereTwoFieldsMayHaveThem() throws Exception {
        TwoEnds ends = new TwoEnds("snowflake", "platform.postgres")
                .from("users", "i#d", "id").to("USERS", "ID", "ID__FL").stream("users", field("i#d"), field("id"));

        assertThat(ends.pairs()).isEmpty();
        assertThat(ends.dropped()).containsExactly("i#d AMBIGUOUS", "id AMBIGUOUS");
    }

    @ParameterizedTest
    @CsvSource({
        "mysql_destination, payload__js",
        "mssql_server, payload__js",
        "azure_sqldw, payload__inst",
        "databricks_delta, payload__lg",
        "bigquery_v2, payload__re"
    })
    void haveTheCodesOfTheirDestination(String type, String column) throws Exception {
        assertThat(new TwoEnds(type)
                        .from("orders", "payload").to("orders", column, "payload__xx").stream(
                                        "orders", field("payload"))
                                .pairs())
                .containsExactly("orders.payload > orders." + column);
    }

    @Test
    void areOfTheNameThatTheSourceGaveTheField() throws Exception {
        TwoEnds ends = new TwoEnds("snowflake", "platform.hp-mysql")
                .from("orders", "net-amount").to("ORDERS", "NET_AMOUNT__FL", "NET_AMOUNT").stream(
                        "orders", field("net-amount"));

        assertThat(ends.pairs())
                .containsExactlyInAnyOrder(
                        "orders.net-amount > ORDERS.NET_AMOUNT__FL", "orders.net-amount > ORDERS.NET_AMOUNT");
    }
}

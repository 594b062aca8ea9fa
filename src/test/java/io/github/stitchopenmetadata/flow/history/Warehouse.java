package io.github.stitchopenmetadata.flow.history;

/** Where an account loads into, and how its names come out there. */
enum Warehouse {
    SNOWFLAKE("snowflake", "Snowflake", "ANALYTICS") {
        @Override
        String loaded(String name) {
            return name.toUpperCase();
        }
    },
    POSTGRES("postgres", "Postgres", "analytics") {
        @Override
        String loaded(String name) {
            return name;
        }
    };

    static final String SERVICE = "warehouse";

    final String type;
    final String serviceType;
    final String database;

    Warehouse(String type, String serviceType, String database) {
        this.type = type;
        this.serviceType = serviceType;
        this.database = database;
    }

    /** A schema, table or column name as it is found here. */
    abstract String loaded(String name);
}

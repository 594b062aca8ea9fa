package io.github.stitchopenmetadata.run;

/**
 * An account that another process shares out, at work here.
 *
 * @param pass over this account alone, with its own report
 */
public record TakenAccount(AccountOrder order, Pass pass) {}

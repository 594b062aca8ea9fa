/**
 * The Java of the Kamelets in {@code src/main/resources/kamelets}: what they need is installed into the Camel context around them, and
 * their parameters become an account.
 */
package io.github.stitchopenmetadata.kamelet;

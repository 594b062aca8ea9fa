/**
 * Records on their way into Stitch's Import API: collected into batches, numbered, sent, and told apart into what Stitch took, what it
 * refused and what did not arrive.
 */
package io.github.stitchopenmetadata.importapi;

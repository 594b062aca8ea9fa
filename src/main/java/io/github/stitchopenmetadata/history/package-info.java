/**
 * The run history in the user's own warehouse: what runs tell, as rows of tables that a source of Stitch's Import API loads, and what
 * of it was pushed before.
 */
package io.github.stitchopenmetadata.history;

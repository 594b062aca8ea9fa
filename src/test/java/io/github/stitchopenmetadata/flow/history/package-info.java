/**
 * Plays the histories of Stitch accounts and catalogs, and knows what the catalog has to hold after each run. It knows it on
 * its own: nothing here uses the integration's naming or its payloads.
 */
package io.github.stitchopenmetadata.flow.history;

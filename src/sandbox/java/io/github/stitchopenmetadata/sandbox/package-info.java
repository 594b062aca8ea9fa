/**
 * A small Stitch account and a strict OpenMetadata catalog, both served over HTTP on the loopback
 * interface, so that the integration can be tried and tested without either product.
 */
package io.github.stitchopenmetadata.sandbox;

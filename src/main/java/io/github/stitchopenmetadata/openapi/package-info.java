/** The OpenAPI documents of Stitch, and the calls that can be made of them. */
package io.github.stitchopenmetadata.openapi;

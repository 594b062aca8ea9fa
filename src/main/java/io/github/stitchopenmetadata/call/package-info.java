/** Any operation of Stitch, from any route and from the command line. */
package io.github.stitchopenmetadata.call;

/** What every file under {@code routes/} keeps to, as far as it can be read off the files and off the classes that they name. */
package io.github.stitchopenmetadata.flow.rules;

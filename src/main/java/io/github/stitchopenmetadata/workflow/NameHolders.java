package io.github.stitchopenmetadata.workflow;

import java.util.Map;

/** Which server the plain name of a pipeline service stands for, where the same service is kept on several. */
@FunctionalInterface
public interface NameHolders {

    /** For servers that nobody else has: whoever comes first in the list. */
    NameHolders OF_THE_LIST = (servers, keep) -> servers;

    /**
     * @param servers that ask for names: the base URL by the pipeline service
     * @param keep    whether names that no server has are given to those that ask; else they only may have them
     * @return the server that has each name
     */
    Map<String, String> of(Map<String, String> servers, boolean keep);
}

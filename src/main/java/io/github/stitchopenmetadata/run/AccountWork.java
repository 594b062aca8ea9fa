package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.workflow.InWorkflow;

/**
 * What a pass does with one account.
 *
 * @param place among the accounts of the pass, from 0
 * @param work  the workflow, or what belongs to it
 * @param run   the id that its run is to have
 */
public record AccountWork(Pass pass, int place, InWorkflow work, String run) {}

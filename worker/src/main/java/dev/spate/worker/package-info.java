/// The worker as actors: a node of the cluster, and its part of a run.
@NullMarked
package dev.spate.worker;

import org.jspecify.annotations.NullMarked;

/// A swarm of simulated workers, and what a coordinator makes of it.
@NullMarked
package dev.spate.swarm;

import org.jspecify.annotations.NullMarked;

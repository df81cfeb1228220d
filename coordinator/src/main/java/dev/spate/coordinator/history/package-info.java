/// What happened in a run, as a journal that everything else can be computed from; and which runs
/// there were, in an index.
@NullMarked
package dev.spate.coordinator.history;

import org.jspecify.annotations.NullMarked;

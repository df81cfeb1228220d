/// From the text of a plan to the plan, or to every problem with its line and column.
@NullMarked
package dev.spate.coordinator.plan;

import org.jspecify.annotations.NullMarked;

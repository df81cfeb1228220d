/// What a plan will do, before anything is sent: in numbers, in words, and drawn.
@NullMarked
package dev.spate.coordinator.explain;

import org.jspecify.annotations.NullMarked;

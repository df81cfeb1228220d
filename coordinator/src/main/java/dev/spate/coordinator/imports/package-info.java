/// From what people have already (command lines, recordings, descriptions, the plans of other
/// tools) to a plan. What cannot be carried over is listed, never dropped in silence.
@NullMarked
package dev.spate.coordinator.imports;

import org.jspecify.annotations.NullMarked;

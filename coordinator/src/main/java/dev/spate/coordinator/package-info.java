/// The coordinator as actors: who is there, what runs. What a run does next is decided by a pure
/// machine.
@NullMarked
package dev.spate.coordinator;

import org.jspecify.annotations.NullMarked;

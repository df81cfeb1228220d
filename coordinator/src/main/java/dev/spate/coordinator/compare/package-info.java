/// Runs beside each other: what differs between them, how sure that is, and what could have been
/// missed.
@NullMarked
package dev.spate.coordinator.compare;

import org.jspecify.annotations.NullMarked;

/// Tells an OpenTelemetry collector of the run that goes on.
@NullMarked
package dev.spate.coordinator.otlp;

import org.jspecify.annotations.NullMarked;

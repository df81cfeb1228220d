/// The coordinator's API.
@NullMarked
package dev.spate.coordinator.http;

import org.jspecify.annotations.NullMarked;

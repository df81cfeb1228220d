/// The JSON Schemas of what users write and read.
@NullMarked
package dev.spate.coordinator.schema;

import org.jspecify.annotations.NullMarked;

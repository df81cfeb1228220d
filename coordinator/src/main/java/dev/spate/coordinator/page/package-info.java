/// The page that a browser shows: HTML, CSS and modules of JavaScript, as they are, without a
/// build.
@NullMarked
package dev.spate.coordinator.page;

import org.jspecify.annotations.NullMarked;

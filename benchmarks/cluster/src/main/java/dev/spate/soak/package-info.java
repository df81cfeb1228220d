/// A cluster that is hurt again and again while a run goes on.
@NullMarked
package dev.spate.soak;

import org.jspecify.annotations.NullMarked;

/// How a worker watches itself: what its own process, JVM and machine do to what it measures.
@NullMarked
package dev.spate.worker.watch;

import org.jspecify.annotations.NullMarked;

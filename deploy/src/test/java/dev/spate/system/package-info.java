/// The whole program against the truth: real processes, real sockets, targets whose latencies are
/// known.
@NullMarked
package dev.spate.system;

import org.jspecify.annotations.NullMarked;

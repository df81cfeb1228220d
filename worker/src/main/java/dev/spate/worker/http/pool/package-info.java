/// The requests and connections of one loop, whatever the connections speak. A protocol has a room
/// of its own beside this one and knows it; here no protocol is known.
@NullMarked
package dev.spate.worker.http.pool;

import org.jspecify.annotations.NullMarked;

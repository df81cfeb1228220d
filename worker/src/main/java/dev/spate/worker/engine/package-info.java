/// Generates the load: when what begins, what becomes of it, and how long it took. Knows no Netty,
/// no Pekko, no protobuf. Everything here but the hand-over of a cut belongs to one loop's thread.
@NullMarked
package dev.spate.worker.engine;

import org.jspecify.annotations.NullMarked;

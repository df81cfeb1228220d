/// What nodes say to each other: sealed protocols, and the serializer that turns them into Protocol
/// Buffers at the edge.
@NullMarked
package dev.spate.control;

import org.jspecify.annotations.NullMarked;

/// HTTP/1.1: requests as bytes, answers from bytes, and a connection of the pool that exchanges
/// them.
@NullMarked
package dev.spate.worker.http.h1;

import org.jspecify.annotations.NullMarked;

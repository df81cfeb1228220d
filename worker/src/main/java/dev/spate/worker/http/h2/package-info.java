/// HTTP/2 (RFC 9113, RFC 7541) for a client that counts answers: frames, HPACK, flow control, and
/// the connection.
@NullMarked
package dev.spate.worker.http.h2;

import org.jspecify.annotations.NullMarked;

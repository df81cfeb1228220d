/// HTTP/1.1 over Netty: connections, encoding of requests, parsing of answers. Knows no actor.
@NullMarked
package dev.spate.worker.http;

import org.jspecify.annotations.NullMarked;

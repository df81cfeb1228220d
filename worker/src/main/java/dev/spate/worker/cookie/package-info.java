/// The cookies of virtual users (RFC 6265).
@NullMarked
package dev.spate.worker.cookie;

import org.jspecify.annotations.NullMarked;

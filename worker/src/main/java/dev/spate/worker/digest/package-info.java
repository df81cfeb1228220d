/// HTTP's digest authentication (RFC 7616), for one virtual user.
@NullMarked
package dev.spate.worker.digest;

import org.jspecify.annotations.NullMarked;

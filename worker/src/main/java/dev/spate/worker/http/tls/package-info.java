/// TLS to a plan's target: who does it, with what certificates, and what went wrong by cause.
@NullMarked
package dev.spate.worker.http.tls;

import org.jspecify.annotations.NullMarked;

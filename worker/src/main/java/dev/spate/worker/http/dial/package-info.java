/// Where connections go, and how they are opened: from a plan's target to a channel that stands,
/// TLS included. What is spoken on it then is not known here.
@NullMarked
package dev.spate.worker.http.dial;

import org.jspecify.annotations.NullMarked;

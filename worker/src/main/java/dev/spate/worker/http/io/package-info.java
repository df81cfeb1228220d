/// What a loop of the HTTP code runs on: the transport to the kernel, the event loop that its own
/// thread drives, the buffer that it reads into, and lists by age in place of timers. Knows no
/// target and no request.
@NullMarked
package dev.spate.worker.http.io;

import org.jspecify.annotations.NullMarked;

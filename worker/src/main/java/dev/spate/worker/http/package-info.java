/// HTTP over Netty, behind one [dev.spate.worker.engine.Requester]. This is the door; the rooms
/// behind it know each other in one direction only: `h1` (and any other protocol) → `pool` → `dial`
/// → `io`. Knows no actor.
@NullMarked
package dev.spate.worker.http;

import org.jspecify.annotations.NullMarked;

package dev.spate.worker.http.dial;

import dev.spate.plan.Deadlines;
import dev.spate.plan.Target;
import dev.spate.worker.http.io.Tap;
import dev.spate.worker.http.io.Transport;
import dev.spate.worker.http.tls.TlsClient;
import org.jspecify.annotations.Nullable;

/// How connections of a run reach its target: what the dialers of all loops are made from.
///
/// @param way to the target
/// @param tls null where the target's scheme is http
/// @param tap sees all bytes; null for none
public record Route(
    Target target,
    Way way,
    Transport transport,
    Deadlines deadlines,
    @Nullable TlsClient tls,
    @Nullable Tap tap) {}

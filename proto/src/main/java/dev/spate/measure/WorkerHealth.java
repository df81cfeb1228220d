package dev.spate.measure;

/// How the worker itself was during one interval.
///
/// @param scheduleLag actual minus intended start of what began, in nanoseconds; waits for a stated
///   limit are not in it
/// @param connectTime of the connections that were made, without TLS
/// @param tlsTime of the handshakes that were completed
/// @param cpu processor seconds of the worker's process per second
/// @param loopCpu the share of one processor that its busiest event loop used, 0 to 1
/// @param gcPauseMaxNs the longest garbage collection pause
/// @param inFlight requests without an answer at the end of the interval
/// @param connections open at the end of the interval
/// @param stalls what kept it from its work, beside garbage collection
/// @param occupancy requests under way, integrated over the interval
public record WorkerHealth(
    Latencies scheduleLag,
    Latencies connectTime,
    Latencies tlsTime,
    double cpu,
    double loopCpu,
    long gcPauseMaxNs,
    long inFlight,
    long connections,
    Stalls stalls,
    Occupancy occupancy) {}

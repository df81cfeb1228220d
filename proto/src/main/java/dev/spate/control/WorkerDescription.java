package dev.spate.control;

/// Who a worker is.
///
/// @param id unique in the cluster; another one after a restart is the same id with another
///   incarnation
/// @param incarnation another number each time the process starts
/// @param host the machine's name
/// @param cores processors that it may use
/// @param weight its share of the load among the workers, 1 to 10⁶
/// @param version of Spate
/// @param transport how it talks to the network: `io_uring`, `epoll`, `nio`
/// @param jvm name and version
/// @param os name and version
/// @param clock name of its monotonic clock ([MonotonicClock#name()]); empty where that is unknown
/// @param idle how its loops pass the time until something is due: `sleep`, `hybrid`, `spin`
public record WorkerDescription(
    String id,
    long incarnation,
    String host,
    int cores,
    int weight,
    String version,
    String transport,
    String jvm,
    String os,
    String clock,
    String idle) {}

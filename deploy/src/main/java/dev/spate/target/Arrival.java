package dev.spate.target;

/// When a request arrived.
///
/// @param nanoTime the machine's monotonic clock when the last byte of the request had been read;
///   during a stall nothing is read
/// @param path without its query
public record Arrival(long nanoTime, String path) {}

package dev.spate.client;

/// A run as the coordinator lists it.
///
/// @param state `waiting`, `preparing`, `running`, `finished`
/// @param startedAt RFC 3339; empty before the start
/// @param verdict empty before the end
/// @param exitCode of the verdict; -1 before the end
public record RunStatus(
    String id, String name, String state, String startedAt, String verdict, int exitCode) {}

package dev.spate.client;

/// A worker as the coordinator lists it.
///
/// @param state `idle`, `busy`
/// @param run the id of the run that it is part of; empty where idle
public record WorkerStatus(
    String id,
    String host,
    int cores,
    int weight,
    String version,
    String transport,
    String state,
    String run) {}

package dev.spate.plan;

/// A load whose arrivals come whatever the target does, at instants that are known before the run.
public sealed interface ArrivingLoad extends Load permits OpenLoad, ReplayLoad {}

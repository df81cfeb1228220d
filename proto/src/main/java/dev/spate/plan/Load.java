package dev.spate.plan;

/// The kind of load of a phase: open, where arrivals come whatever the target does, or closed,
/// where a fixed number of users come back when they are done.
public sealed interface Load permits ArrivingLoad, ClosedLoad {}

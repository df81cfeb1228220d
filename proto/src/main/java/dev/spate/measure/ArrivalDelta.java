package dev.spate.measure;

/// What became of arrivals of one phase and slot since the last report. `planned` counts what came
/// due at this worker; that it is what the schedule calls for is checked by the coordinator.
public record ArrivalDelta(int phase, int slot, ArrivalCounts counts) {}

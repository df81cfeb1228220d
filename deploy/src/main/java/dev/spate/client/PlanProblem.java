package dev.spate.client;

/// Something wrong with a plan.
///
/// @param line 1 or more; 0 where it is nowhere in particular
/// @param column likewise
/// @param path in the plan, such as `phases[0].arrivalRate`; may be empty
/// @param suggestion may be empty
public record PlanProblem(int line, int column, String path, String message, String suggestion) {}

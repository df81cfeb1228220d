package dev.spate.plan;

/// Gives the columns of a feeder, as variables, the values of the record that belongs to the
/// arrival.
///
/// @param feeder the name of one of the plan's
public record Feed(String feeder) implements Step {}

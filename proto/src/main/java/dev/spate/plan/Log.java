package dev.spate.plan;

/// Says something in the log of the worker, for whoever writes the plan.
///
/// @param text draws from a stream of its own, so that it changes nothing of what is sent
public record Log(Template text) implements Step {}

package dev.spate.plan;

/// One step of a scenario's flow.
public sealed interface Step permits HttpRequest, Think, SetVariables {}

package dev.spate.client;

/// How a run ended; all its files are written, as far as they could be.
///
/// @param verdict `PASSED`, `FAILED`, `INCONCLUSIVE`
/// @param exitCode what the command that ran it exits with
/// @param problem why there is no report; empty where there is one
public record RunEnd(String verdict, int exitCode, String problem) {}

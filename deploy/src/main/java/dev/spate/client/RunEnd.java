package dev.spate.client;

/// How a run ended; all its files are written.
///
/// @param verdict `PASSED`, `FAILED`, `INCONCLUSIVE`
/// @param exitCode what the command that ran it exits with
public record RunEnd(String verdict, int exitCode) {}

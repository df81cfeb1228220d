package dev.spate.worker;

import dev.spate.measure.Outcome;
import dev.spate.plan.HttpRequest;

/// One exchange of a [Walkthrough].
///
/// @param path as it was sent, without the target's base path and with secrets masked
/// @param outcome as a run would count it
/// @param status of the answer, 200 to 599; 0 where none came
/// @param firstByteNs from the first byte written to the first one read; 0 where none came
/// @param serviceNs from the first byte written to the end; 0 where nothing was written
/// @param bytesSent on the wire, without TLS
/// @param bytesReceived likewise
/// @param retried whether it was sent again because a kept-alive connection had gone stale
public record Walked(
    HttpRequest request,
    String path,
    Outcome outcome,
    int status,
    long firstByteNs,
    long serviceNs,
    long bytesSent,
    long bytesReceived,
    boolean retried) {}

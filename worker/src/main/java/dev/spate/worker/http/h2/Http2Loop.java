package dev.spate.worker.http.h2;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.worker.engine.RequestSteps;

/// What all HTTP/2 connections of one loop share: the plan's requests, and the buffers that they
/// are sent with.
public final class Http2Loop implements AutoCloseable {
  private final Http2Request[] requests;
  private final SendBuffers buffers = new SendBuffers();

  public Http2Loop(Plan plan) {
    requests =
        RequestSteps.of(plan).requests().stream()
            .map(request -> encode(plan, request))
            .toArray(Http2Request[]::new);
  }

  private static Http2Request encode(Plan plan, HttpRequest request) {
    return RequestFields.encode(plan, request);
  }

  /// By number of [RequestSteps].
  Http2Request request(int number) {
    return requests[number];
  }

  SendBuffers buffers() {
    return buffers;
  }

  /// Gives back the buffers. The connections are closed by then.
  @Override
  public void close() {
    buffers.close();
  }
}

package dev.spate.worker.http.h2;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.worker.engine.RequestSteps;
import dev.spate.worker.http.pool.FailedAnswers;
import org.jspecify.annotations.Nullable;

/// What all HTTP/2 connections of one loop share: the plan's requests, and the buffers that they
/// are sent with.
public final class Http2Loop implements AutoCloseable {
  private final Http2Request[] requests;
  private final SendBuffers buffers = new SendBuffers();
  private final @Nullable FailedAnswers failedAnswers;

  /// @param failedAnswers null where nobody wants samples of them
  public Http2Loop(Plan plan, @Nullable FailedAnswers failedAnswers) {
    this.failedAnswers = failedAnswers;
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

  /// For one connection; null where nobody wants samples of failed answers.
  @Nullable AnswerSampler newSampler() {
    return failedAnswers == null ? null : new AnswerSampler(failedAnswers);
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

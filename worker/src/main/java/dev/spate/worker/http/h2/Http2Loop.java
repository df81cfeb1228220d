package dev.spate.worker.http.h2;

import dev.spate.plan.Target;
import dev.spate.worker.http.pool.FailedAnswers;
import dev.spate.worker.http.pool.RequestForm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What all HTTP/2 connections of one loop share: the plan's requests, and the buffers that they
/// are sent with.
public final class Http2Loop implements AutoCloseable {
  private final Http2Request[] requests;
  private final SendBuffers buffers = new SendBuffers();
  private final @Nullable FailedAnswers failedAnswers;

  /// @param forms of the plan's requests
  /// @param failedAnswers null where nobody wants samples of them
  public Http2Loop(Target target, List<RequestForm> forms, @Nullable FailedAnswers failedAnswers) {
    this.failedAnswers = failedAnswers;
    requests =
        forms.stream().map(form -> RequestFields.encode(target, form)).toArray(Http2Request[]::new);
  }

  /// By number of [dev.spate.worker.engine.SentRequests].
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

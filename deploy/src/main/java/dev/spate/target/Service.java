package dev.spate.target;

import dev.spate.plan.Draws;
import io.netty.handler.codec.http.QueryStringDecoder;

/// What a target decides about each request, in order of arrival. Belongs to the target's thread.
final class Service {
  private final TargetSettings settings;
  private long requests;
  private long busyUntilNs = Long.MIN_VALUE;

  Service(TargetSettings settings) {
    this.settings = settings;
  }

  /// How the next request is answered.
  ///
  /// @throws IllegalArgumentException where the URL asks for something that cannot be
  Answer answer(QueryStringDecoder url) {
    Answer answer = AnswerRequest.answer(settings.answer(), url);
    boolean fails = Draws.unit(Draws.bits(settings.seed(), requests++)) < settings.errorRate();
    return fails ? answer.withStatus(settings.errorStatus()) : answer;
  }

  /// When the answer to a request is complete. With a serial server that is one service time after
  /// the request before it, or after its own arrival, whichever is later; so service never drifts.
  long completeNs(long arrivalNs, long serviceNs) {
    if (!settings.serial()) {
      return arrivalNs + serviceNs;
    }
    boolean idle = busyUntilNs == Long.MIN_VALUE || arrivalNs - busyUntilNs >= 0;
    busyUntilNs = (idle ? arrivalNs : busyUntilNs) + serviceNs;
    return busyUntilNs;
  }
}

package dev.spate.worker.http.pool;

import dev.spate.measure.Outcome;
import dev.spate.plan.HttpRequest;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.dial.Way;
import java.util.List;

/// Tells which answers failed, and hands over how they began. Of one loop, where the plan wants
/// samples of them.
public final class FailedAnswers {
  private final List<HttpRequest> requests;
  private final Way way;
  private final Requester.Connections listener;

  /// @param requests in order of [dev.spate.worker.engine.SentRequests]
  /// @param way that they take
  public FailedAnswers(List<HttpRequest> requests, Way way, Requester.Connections listener) {
    this.requests = List.copyOf(requests);
    this.way = way;
    this.listener = listener;
  }

  /// Whether an answer with this status counts as failed.
  public boolean failed(Call call, int status) {
    HttpRequest request = requests.get(call.request());
    return !request.follows(status) && !request.accepts(status);
  }

  /// A call that is still under way was answered, with a status that the plan does not take as a
  /// success.
  ///
  /// @param bytes whose first `length` are the beginning of the answer; not kept
  public void onStatus(Call call, int status, long nowNs, byte[] bytes, int length) {
    Outcome outcome = way.ofProxy(status) ? Outcome.PROXY : Outcome.ofStatus(status, false);
    listener.onFailedAnswer(call.request(), outcome, status, nowNs, bytes, length);
  }

  /// What answers a call that is still under way is malformed.
  ///
  /// @param bytes as above
  public void onMalformed(Call call, long nowNs, byte[] bytes, int length) {
    listener.onFailedAnswer(call.request(), Outcome.MALFORMED_RESPONSE, 0, nowNs, bytes, length);
  }
}

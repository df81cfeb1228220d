package dev.spate.worker.http.pool;

import dev.spate.measure.Outcome;
import dev.spate.worker.http.io.AgeList;
import java.util.Arrays;
import java.util.List;

/// The calls of a loop that have been sent, and by when each has to be answered. A list by age for
/// each deadline that there is, whose head is looked at once a pass: however many calls there are,
/// nothing is searched, and there is no timer for each.
final class CallDeadlines {
  /// Calls that may take the same time from when they were sent.
  private record Allowance(long ns, AgeList<Call> calls) {
    Allowance(long ns) {
      this(ns, new AgeList<>());
    }

    long untilNextNs(long nowNs) {
      return calls.untilAgeNs(ns, nowNs);
    }

    void expire(long nowNs, Outcome outcome, ConnectionPool pool) {
      for (var late = calls.oldestOf(ns, nowNs); late != null; late = calls.oldestOf(ns, nowNs)) {
        pool.onTimeout(late.owner(), outcome);
      }
    }
  }

  /// None twice.
  private final Allowance[] underWay;

  /// By number of the request.
  private final Allowance[] ofRequest;

  /// Calls of which no byte of an answer came yet. Empty where that has no deadline of its own.
  private final Allowance unheard;

  private final boolean firstByteFirst;

  /// @param firstByteNs from the first byte written to the first byte of the answer
  /// @param requestNs to the end of the answer, where requests do not say something else
  CallDeadlines(long firstByteNs, long requestNs, List<RequestForm> requests) {
    unheard = new Allowance(firstByteNs);
    firstByteFirst = firstByteNs < requestNs;
    underWay =
        requests.stream()
            .mapToLong(RequestForm::timeoutNs)
            .distinct()
            .mapToObj(Allowance::new)
            .toArray(Allowance[]::new);
    ofRequest = requests.stream().map(form -> underWay(form.timeoutNs())).toArray(Allowance[]::new);
  }

  private Allowance underWay(long ns) {
    return Arrays.stream(underWay).filter(each -> each.ns() == ns).findFirst().orElseThrow();
  }

  /// A call was sent for the first time. It leaves when it ends.
  void onSent(Call call, long nowNs) {
    ofRequest[call.request()].calls().add(call.underWay, nowNs);
    if (firstByteFirst) {
      unheard.calls().add(call.unheard, nowNs);
    }
  }

  /// A byte of the answer came.
  void onFirstByte(Call call) {
    call.unheard.leave();
  }

  /// How long a call may take until it has an outcome such as this.
  long allowedNs(Call call, Outcome missed) {
    return missed == Outcome.FIRST_BYTE_TIMEOUT ? unheard.ns() : ofRequest[call.request()].ns();
  }

  /// How long from `nowNs` until one has to be ended; [Long#MAX_VALUE] where none is under way.
  long untilNextNs(long nowNs) {
    long untilNs = unheard.untilNextNs(nowNs);
    for (Allowance each : underWay) {
      untilNs = Math.min(untilNs, each.untilNextNs(nowNs));
    }
    return untilNs;
  }

  /// Ends those that are late.
  void expire(long nowNs, ConnectionPool pool) {
    unheard.expire(nowNs, Outcome.FIRST_BYTE_TIMEOUT, pool);
    for (Allowance each : underWay) {
      each.expire(nowNs, Outcome.TIMEOUT, pool);
    }
  }
}

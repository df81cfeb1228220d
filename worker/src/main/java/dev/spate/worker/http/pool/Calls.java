package dev.spate.worker.http.pool;

import dev.spate.measure.Outcome;
import dev.spate.worker.engine.Exchange;
import dev.spate.worker.engine.Filling;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes calls, tells exchanges how theirs ended, and uses the calls again. There are as many as
/// were ever under way at once.
final class Calls {
  private final CallQueue unused = new CallQueue();
  private final Consumer<Throwable> faults;

  /// @param faults hears of exchanges that throw
  Calls(Consumer<Throwable> faults) {
    this.faults = faults;
  }

  Call begin(int request, @Nullable Filling filling, Exchange exchange) {
    Call call = unused.isEmpty() ? new Call() : unused.remove();
    call.begin(request, filling, exchange);
    return call;
  }

  void answer(Call call, int status, long firstByteNs, long nowNs) {
    long sentNs = call.sentNs();
    long bytesSent = call.bytesSent();
    long bytesReceived = call.bytesReceived();
    boolean retried = call.retried();
    Exchange exchange = end(call);
    try {
      exchange.onAnswer(status, sentNs, firstByteNs, nowNs, bytesSent, bytesReceived, retried);
    } catch (RuntimeException | Error e) {
      faults.accept(e);
    }
  }

  void fail(Call call, Outcome outcome, long nowNs) {
    long sentNs = call.sentNs();
    long bytesSent = call.bytesSent();
    long bytesReceived = call.bytesReceived();
    boolean retried = call.retried();
    Exchange exchange = end(call);
    try {
      exchange.onFailure(outcome, sentNs, nowNs, bytesSent, bytesReceived, retried);
    } catch (RuntimeException | Error e) {
      faults.accept(e);
    }
  }

  /// The call may be used again from here on, by the very exchange that is told.
  private Exchange end(Call call) {
    Exchange exchange = call.end();
    unused.addFirst(call); // the one that the processor's cache knows best
    return exchange;
  }
}

package dev.spate.worker.http.h1;

import dev.spate.measure.Outcome;
import dev.spate.worker.http.pool.Call;
import dev.spate.worker.http.pool.CallQueue;
import dev.spate.worker.http.pool.Connection;
import dev.spate.worker.http.pool.ConnectionPool;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/// A connection that speaks HTTP/1.1: one request after the other, or up to so many at a time
/// (pipelining), and their answers in the same order.
///
/// Where it is lost, the first unanswered call is sent again only if the connection had been used
/// before, so that it may have gone stale, and nothing of the answer came. Those behind it never
/// had their turn. Only what can be repeated is sent again, and only once.
public final class Http1Connection extends Connection {
  private final EncodedRequest[] requests;
  private final ResponseParser parser = new ResponseParser();

  /// Taken, and not sent.
  private final CallQueue assigned = new CallQueue();

  /// Sent; the parser reads the answer of the first.
  private final CallQueue unanswered = new CallQueue();

  /// Whether an answer came on it.
  private boolean used;

  /// Whether its last request has been taken.
  private boolean last;

  /// @param requests of the plan; the connection's loop shares them
  public Http1Connection(ConnectionPool pool, EncodedRequest[] requests) {
    super(pool);
    this.requests = requests;
  }

  @Override
  public int room() {
    return last || closed() ? 0 : 1 - assigned.size() - unanswered.size();
  }

  @Override
  protected void assign(Call call) {
    assigned.add(call);
    last = request(call).closes();
  }

  private EncodedRequest request(Call call) {
    return requests[call.request()];
  }

  @Override
  protected void flush() {
    Call call = assigned.remove();
    EncodedRequest request = request(call);
    unanswered.add(call);
    if (unanswered.size() == 1) {
      beginAnswer();
    }
    pool().onSent(call, request.length(), pool().clock().nanoTime());
    write(request);
  }

  private void write(EncodedRequest request) {
    ChannelHandlerContext via = context();
    // Netty's own void promise would report a failed write as the end of the connection; but the
    // answer may be there already, and a broken connection makes itself known in any case.
    ChannelPromise unheard = via.channel().unsafe().voidPromise();
    var _ = via.write(request.lend(), unheard);
    via.flush();
  }

  @Override
  protected void onBytes(ByteBuf in, long nowNs) {
    // Bytes that are here already answer nothing that is sent from now on.
    int answerable = unanswered.size();
    while (answerable > 0 && !closed()) {
      Call call = unanswered.first();
      if (call == null) {
        return;
      }
      int before = in.readableBytes();
      Progress progress = parser.parse(in, nowNs);
      call.onBytesReceived(before - in.readableBytes());
      switch (progress) {
        case MORE -> {
          return;
        }
        case COMPLETE -> {
          answerable--;
          complete(call, nowNs, answerable == 0 && in.isReadable());
        }
        case MALFORMED -> {
          end(Outcome.MALFORMED_RESPONSE, call);
          return;
        }
      }
    }
    if (!closed() && in.isReadable()) {
      end(Outcome.CLOSED_EARLY, null); // nobody asked for these bytes
    }
  }

  /// @param more whether bytes follow that nobody asked for
  private void complete(Call call, long nowNs, boolean more) {
    int status = parser.status();
    long firstByteNs = parser.firstByteNs();
    unanswered.remove();
    used = true;
    boolean goesOn =
        parser.keepAlive()
            && !request(call).closes()
            && !more
            && (!unanswered.isEmpty() || allWritten());
    beginAnswer();
    if (goesOn) {
      pool().onRoom(this, nowNs);
      pool().answer(call, status, firstByteNs, nowNs);
    } else {
      CallQueue failed = close(null);
      pool().answer(call, status, firstByteNs, nowNs);
      fail(failed, Outcome.CLOSED_EARLY);
    }
  }

  private void beginAnswer() {
    Call first = unanswered.first();
    if (first != null) {
      parser.begin(request(first).head());
    }
  }

  @Override
  protected void onEnd(Outcome cause) {
    Call first = unanswered.first();
    if (first != null && cause == Outcome.CLOSED_EARLY && parser.close() == Progress.COMPLETE) {
      complete(first, pool().clock().nanoTime(), false);
    } else {
      end(cause, null);
    }
  }

  @Override
  public void onTimeout(Call call, Outcome outcome) {
    end(outcome, call);
  }

  /// Closes, and says so to all calls that cannot go on elsewhere.
  ///
  /// @param lost the call that ends with it in any case
  private void end(Outcome cause, @Nullable Call lost) {
    fail(close(lost), cause);
  }

  private void fail(CallQueue failed, Outcome cause) {
    while (!failed.isEmpty()) {
      pool().fail(failed.remove(), cause);
    }
  }

  /// Closes, and goes on elsewhere with the calls that can.
  ///
  /// @return the others
  private CallQueue close(@Nullable Call lost) {
    shut();
    CallQueue again = new CallQueue();
    CallQueue failed = new CallQueue();
    boolean repeatable = used && !parser.touched();
    while (!unanswered.isEmpty()) {
      Call call = unanswered.remove();
      if (repeatable && call != lost && request(call).idempotent() && !call.retried()) {
        call.onRetry();
        again.add(call);
      } else {
        failed.add(call);
      }
      repeatable = true; // those behind the first one never had their turn
    }
    // Nothing of these has been sent, so nothing would be sent again. But a target that closes each
    // connection at once would be asked for new ones without end.
    while (!assigned.isEmpty()) {
      (used ? again : failed).add(assigned.remove());
    }
    pool().onGone(this, again);
    return failed;
  }
}

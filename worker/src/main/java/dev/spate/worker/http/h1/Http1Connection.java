package dev.spate.worker.http.h1;

import dev.spate.measure.Outcome;
import dev.spate.plan.ConnectionOptions;
import dev.spate.worker.http.pool.Call;
import dev.spate.worker.http.pool.CallQueue;
import dev.spate.worker.http.pool.Connection;
import dev.spate.worker.http.pool.ConnectionPool;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/// A connection that speaks HTTP/1.1: one request after the other, or up to so many at a time
/// (pipelining), and their answers in the same order.
///
/// Where it is lost, the first unanswered call is sent again only if the connection had been used
/// before, so that it may have gone stale, and nothing of the answer came. Those behind it never
/// had their turn. Only what can be repeated is sent again, only once, and not where the plan says
/// so.
public final class Http1Connection extends Connection {
  /// Bytes of requests that are written as one piece.
  private static final int TOGETHER = 4_096;

  private final EncodedRequest[] requests;
  private final boolean secure;
  private final int most;
  private final boolean retries;
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
  /// @param secure whether TLS is between it and the kernel
  public Http1Connection(ConnectionPool pool, EncodedRequest[] requests, boolean secure) {
    super(pool);
    this.requests = requests;
    this.secure = secure;
    ConnectionOptions options = pool.options().connections();
    most = options.keepAlive() == ConnectionOptions.KeepAlive.SHARED ? options.pipelining() : 1;
    retries = options.retry();
  }

  @Override
  public int room() {
    return last || closed() ? 0 : most - assigned.size() - unanswered.size();
  }

  @Override
  protected void assign(Call call) {
    assigned.add(call);
    last |= request(call).closes();
  }

  private EncodedRequest request(Call call) {
    return requests[call.request()];
  }

  @Override
  protected void flush() {
    long nowNs = pool().clock().nanoTime();
    if (assigned.size() == 1) {
      write(send(nowNs));
    } else {
      writeTogether(nowNs);
    }
  }

  /// The next call is under way from now on.
  private EncodedRequest send(long nowNs) {
    Call call = assigned.remove();
    EncodedRequest request = request(call);
    unanswered.add(call);
    if (unanswered.size() == 1) {
      beginAnswer();
    }
    pool().onSent(call, request.length(), nowNs);
    return request;
  }

  private void write(EncodedRequest request) {
    write(secure ? request.give() : request.lend());
    context().flush();
    if (!secure && !allWritten()) {
      request.keep();
    }
  }

  /// Small requests as one piece: to copy them is less than to have the kernel gather them.
  private void writeTogether(long nowNs) {
    ByteBuf together = context().alloc().directBuffer(TOGETHER);
    while (!assigned.isEmpty()) {
      EncodedRequest request = send(nowNs);
      if (request.length() <= together.maxFastWritableBytes()) {
        request.copyTo(together);
      } else {
        write(together);
        write(request.give());
        together = context().alloc().directBuffer(TOGETHER);
      }
    }
    write(together);
    context().flush();
  }

  private void write(ByteBuf bytes) {
    // Netty's own void promise would report a failed write as the end of the connection; but the
    // answer may be there already, and a broken connection makes itself known in any case.
    ChannelPromise unheard = context().channel().unsafe().voidPromise();
    var _ = context().write(bytes, unheard);
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
          if (parser.touched()) {
            pool().onFirstByte(call);
          }
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
    boolean repeatable = retries && used && !parser.touched();
    while (!unanswered.isEmpty()) {
      Call call = unanswered.remove();
      if (repeatable && call != lost && request(call).idempotent() && !call.retried()) {
        call.onRetry();
        again.add(call);
      } else {
        failed.add(call);
      }
      repeatable = retries; // those behind the first one never had their turn
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

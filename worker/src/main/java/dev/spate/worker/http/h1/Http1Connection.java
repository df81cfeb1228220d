package dev.spate.worker.http.h1;

import dev.spate.measure.Outcome;
import dev.spate.plan.ConnectionOptions;
import dev.spate.worker.engine.Filling;
import dev.spate.worker.http.io.AgeList;
import dev.spate.worker.http.pool.AnswerBeginning;
import dev.spate.worker.http.pool.Call;
import dev.spate.worker.http.pool.CallQueue;
import dev.spate.worker.http.pool.Connection;
import dev.spate.worker.http.pool.ConnectionPool;
import dev.spate.worker.http.pool.FailedAnswers;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPromise;
import java.util.Objects;
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
  private final HeldBodies heldBodies;
  private final int most;
  private final boolean retries;
  private final ResponseParser parser = new ResponseParser();

  /// Null where nobody wants samples of failed answers.
  private final @Nullable FailedAnswers failedAnswers;

  private final AnswerBeginning beginning = new AnswerBeginning();

  /// Taken, and not sent.
  private final CallQueue assigned = new CallQueue();

  /// Sent; the parser reads the answer of the first.
  private final CallQueue unanswered = new CallQueue();

  /// Among those that hold back a body: that of the one call that is unanswered.
  private final AgeList.Place<Http1Connection> held = new AgeList.Place<>(this);

  /// Whether an answer came on it.
  private boolean used;

  /// Whether its last request has been taken.
  private boolean last;

  /// @param requests of the plan; the connection's loop shares them
  /// @param heldBodies of the connection's loop
  /// @param failedAnswers likewise, where samples of them are wanted
  public Http1Connection(
      ConnectionPool pool,
      EncodedRequest[] requests,
      HeldBodies heldBodies,
      @Nullable FailedAnswers failedAnswers) {
    super(pool);
    this.requests = requests;
    this.heldBodies = heldBodies;
    this.failedAnswers = failedAnswers;
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
      sendAlone(nowNs);
    } else {
      sendTogether(nowNs);
    }
  }

  /// A body that the target is to ask for waits, but not where others may follow on its connection.
  private void sendAlone(long nowNs) {
    Call first = Objects.requireNonNull(assigned.first());
    EncodedRequest request = request(first);
    Filling filling = first.filling();
    int length = most == 1 ? request.firstLength(filling) : request.length(filling);
    begin(length, nowNs);
    write(request, filling, 0, length);
    if (length < request.length(filling)) {
      heldBodies.add(held, nowNs);
    }
  }

  /// Sends the body that was held back.
  void sendBody() {
    held.leave();
    Call call = Objects.requireNonNull(unanswered.first());
    EncodedRequest request = request(call);
    Filling filling = call.filling();
    int from = request.firstLength(filling);
    int to = request.length(filling);
    call.onBytesSent(to - from);
    write(request, filling, from, to);
  }

  /// Small requests as one piece: to copy them is less than to have the kernel gather them.
  private void sendTogether(long nowNs) {
    ByteBuf together = context().alloc().directBuffer(TOGETHER);
    while (!assigned.isEmpty()) {
      Call first = Objects.requireNonNull(assigned.first());
      EncodedRequest request = request(first);
      Filling filling = first.filling();
      int length = request.length(filling);
      begin(length, nowNs);
      if (length <= together.maxFastWritableBytes()) {
        request.copyTo(filling, together);
      } else {
        write(together);
        write(request.lend(filling, 0, length));
        together = context().alloc().directBuffer(TOGETHER);
      }
    }
    write(together);
    context().flush();
  }

  /// The next call is under way from now on.
  ///
  /// @param length bytes of its request that go out now
  private void begin(int length, long nowNs) {
    Call call = assigned.remove();
    unanswered.add(call);
    if (unanswered.size() == 1) {
      beginAnswer();
    }
    pool().onSent(call, length, nowNs);
  }

  private void write(EncodedRequest request, @Nullable Filling filling, int from, int to) {
    write(request.lend(filling, from, to));
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
      int from = in.readerIndex();
      Progress progress = parser.parse(in, nowNs);
      call.onBytesReceived(in.readerIndex() - from);
      if (failedAnswers != null) {
        sample(failedAnswers, call, progress, in, from, nowNs);
      }
      switch (progress) {
        case MORE -> {
          if (parser.touched()) {
            pool().onFirstByte(call);
          }
          if (held.taken() && parser.continued()) {
            sendBody();
          }
          return;
        }
        case COMPLETE -> {
          answerable--;
          complete(call, nowNs, answerable == 0 && !parser.ignores(in));
        }
        case MALFORMED -> {
          end(Outcome.MALFORMED_RESPONSE, call);
          return;
        }
      }
    }
    if (!closed() && !parser.ignores(in)) {
      end(Outcome.CLOSED_EARLY, null); // nobody asked for these bytes
    }
  }

  /// Keeps the beginning of an answer while it may still turn out to have failed.
  ///
  /// @param from where the bytes begin that the parser has just read
  private void sample(
      FailedAnswers failed, Call call, Progress progress, ByteBuf in, int from, long nowNs) {
    switch (progress) {
      case MORE -> beginning.add(in, from, in.readerIndex());
      case COMPLETE -> {
        if (failed.failed(call, parser.status())) {
          beginning.add(in, from, in.readerIndex());
          sample(failed, call, nowNs);
        }
      }
      case MALFORMED -> {
        beginning.add(in, from, in.writerIndex());
        failed.onMalformed(call, nowNs, beginning.bytes(), beginning.length());
      }
    }
  }

  private void sample(FailedAnswers failed, Call call, long nowNs) {
    failed.onStatus(call, parser.status(), nowNs, beginning.bytes(), beginning.length());
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
            && !held.taken() // or the target would take the next request for the body
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
    beginning.clear();
    if (first != null) {
      parser.begin(request(first).head(), first.answer());
    }
  }

  @Override
  protected void onEnd(Outcome cause) {
    Call first = unanswered.first();
    if (first != null && cause == Outcome.CLOSED_EARLY && parser.close() == Progress.COMPLETE) {
      long nowNs = pool().clock().nanoTime();
      if (failedAnswers != null && failedAnswers.failed(first, parser.status())) {
        sample(failedAnswers, first, nowNs);
      }
      complete(first, nowNs, false);
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

  /// Closes, and goes on elsewhere with the calls that can.
  ///
  /// @return the others
  private CallQueue close(@Nullable Call lost) {
    shut();
    held.leave();
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

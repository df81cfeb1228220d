package dev.spate.worker.http.h2;

import static dev.spate.worker.http.h2.ErrorCode.CANCEL;
import static dev.spate.worker.http.h2.ErrorCode.NO_ERROR;
import static dev.spate.worker.http.h2.ErrorCode.REFUSED_STREAM;

import dev.spate.answer.Answer;
import dev.spate.measure.Outcome;
import dev.spate.plan.ConnectionOptions.KeepAlive;
import dev.spate.worker.http.pool.Call;
import dev.spate.worker.http.pool.CallQueue;
import dev.spate.worker.http.pool.Connection;
import dev.spate.worker.http.pool.ConnectionPool;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/// A connection that speaks HTTP/2: a stream for each call, up to so many at a time.
///
/// **Requests** go out without waiting for the target's settings, as RFC 9113 §3.4 allows: up to
/// 100 at first, then as many as the target allows and the plan wants. Those of a pass are written
/// together and flushed once.
///
/// **Calls that go out again.** What the target says it did not process (REFUSED_STREAM, or above
/// the last stream of a GOAWAY) goes out again once, whatever it is, unless the plan says no. Where
/// the connection is lost without a word, only what can be repeated does, and only on a connection
/// that had answered before and of whose answer nothing came.
///
/// **The end.** A call that is not answered in time is cancelled, and the connection lives on,
/// unless nothing at all came on it for half of that time: it may be dead, and takes no more calls.
/// After a GOAWAY it finishes what the target will still answer.
public final class Http2Connection extends Connection {
  private final Http2Loop loop;
  private final int wantedStreams;
  private final boolean oneCall;
  private final PeerSettings peer = new PeerSettings();
  private final StreamTable streams = new StreamTable();
  private final Sender sender;
  private final Receiver receiver;

  /// Null where nobody wants samples of failed answers.
  private final @Nullable AnswerSampler sampler;

  /// Taken, and not sent.
  private final CallQueue assigned = new CallQueue();

  private int nextStream = 1;
  private boolean tableAnnounced;

  /// Whether an answer came on it.
  private boolean used;

  /// Whether it takes no more calls.
  private boolean leaving;

  /// Why the target ends the connection, once it has said so.
  private ErrorCode farewell = NO_ERROR;

  private long lastReadNs;

  /// @param loop what it shares
  /// @param streams the most at a time
  public Http2Connection(ConnectionPool pool, Http2Loop loop, int streams) {
    super(pool);
    this.loop = loop;
    oneCall = pool.options().connections().keepAlive() == KeepAlive.OFF;
    sampler = loop.newSampler();
    receiver = new Receiver(this, sampler);
    sender = new Sender(loop.buffers(), peer);
    wantedStreams = oneCall ? 1 : streams;
    lastReadNs = pool.clock().nanoTime();
  }

  /// One whose first stream was the question whether it may speak HTTP/2; the answer to that is
  /// read over.
  static Http2Connection upgraded(ConnectionPool pool, Http2Loop loop, int streams) {
    Http2Connection connection = new Http2Connection(pool, loop, streams);
    connection.nextStream = 3;
    connection.sender.greet();
    return connection;
  }

  // Requests.

  @Override
  public int room() {
    return leaving || closed() ? 0 : Math.max(0, limit() - streams.size() - assigned.size());
  }

  private int limit() {
    return Math.min(wantedStreams, peer.maxStreams());
  }

  @Override
  protected void assign(Call call) {
    assigned.add(call);
  }

  @Override
  protected void flush() {
    long nowNs = pool().clock().nanoTime();
    sender.greet();
    while (!assigned.isEmpty() && !leaving && streams.size() < limit()) {
      open(assigned.remove(), nowNs);
    }
    pump();
    if (!assigned.isEmpty()) {
      pool().takeBack(assigned); // the target allows fewer than when they were assigned
    }
  }

  private void open(Call call, long nowNs) {
    int id = nextStream;
    nextStream += 2;
    Http2Request request = loop.request(call.request());
    Stream stream = streams.add(id);
    stream.begin(id, call, request, peer.window(), Receiver.STREAM_WINDOW);
    int bytes;
    if (peer.tableSmaller() && !tableAnnounced) {
      tableAnnounced = true;
      bytes = request.writeHeadWithoutTable(out(), id, call.filling());
    } else {
      bytes = request.writeHead(out(), id, call.filling());
    }
    if (stream.bodyLeft() > 0) {
      sender.uploads().add(stream);
    }
    pool().onSent(call, bytes, nowNs);
    if (nextStream < 0 || oneCall) {
      leave(); // that was the last number, or the plan wants a connection for each request
    }
  }

  // What goes to the kernel.

  /// Where frames are written to; they go out with the next [#pump].
  ByteBuf out() {
    return sender.out();
  }

  /// Sends what can be sent.
  void pump() {
    if (!closed()) {
      sender.pump(context());
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext from) {
    if (from.channel().isWritable() && !sender.uploads().isEmpty()) {
      pump();
    }
  }

  // Answers.

  @Override
  protected void onBytes(ByteBuf in, long nowNs) {
    lastReadNs = nowNs;
    try {
      receiver.read(in, nowNs);
    } catch (ViolationException e) {
      if (!closed()) {
        onViolation(e.code());
      }
      return;
    }
    if (closed()) {
      sender.drop(); // an answer to a frame behind what closed it
      return;
    }
    if (sender.hasMore()) {
      pump();
    }
    leaveIfDone();
  }

  private void onViolation(ErrorCode code) {
    FrameWriter.goAway(out(), code);
    sender.uploads().clear();
    pump();
    close(code.outcome(), false);
  }

  PeerSettings peer() {
    return peer;
  }

  Uploads uploads() {
    return sender.uploads();
  }

  StreamTable streams() {
    return streams;
  }

  /// Whether a stream was never opened; otherwise it is open, or over.
  boolean isIdle(int id) {
    return (id & 1) == 0 || (id >= nextStream && nextStream > 0);
  }

  /// The settings of the other side have changed.
  void onSettings() {
    FrameWriter.settingsAcknowledgement(out());
    if (room() > 0) {
      pool().onMoreRoom(this, lastReadNs);
    } else {
      onNoRoom();
    }
  }

  /// The first frame of a stream's answer is there, perhaps that of an interim one.
  void onFirstFrame(Stream stream) {
    stream.onTouched();
    pool().onFirstByte(stream.call());
  }

  /// The answer of a stream is there.
  void complete(Stream stream, long nowNs) {
    int status = stream.head().status();
    long firstByteNs = stream.firstByteNs();
    if (stream.bodyLeft() > 0) {
      reset(stream, CANCEL); // nobody needs the rest of the request
    }
    used = true;
    if (sampler != null) {
      sampler.onComplete(stream, nowNs);
    }
    Call call = remove(stream);
    Answer answer = call.answer();
    if (answer != null) {
      answer.onStatus(status);
    }
    pool().onRoom(this, nowNs);
    pool().answer(call, status, firstByteNs, nowNs);
  }

  /// The other side broke a stream: it is told so.
  void fail(Stream stream, ErrorCode code, Outcome outcome) {
    reset(stream, code);
    if (sampler != null && outcome == Outcome.MALFORMED_RESPONSE) {
      sampler.onMalformed(stream, lastReadNs);
    }
    Call call = remove(stream);
    pool().onRoom(this, lastReadNs);
    pool().fail(call, outcome);
  }

  /// The other side ended a stream.
  void onReset(Stream stream, ErrorCode code) {
    Call call = remove(stream);
    pool().onRoom(this, lastReadNs);
    if (code == REFUSED_STREAM && mayRetry(call)) {
      CallQueue again = new CallQueue();
      call.onRetry();
      again.add(call);
      pool().takeBack(again);
    } else {
      pool().fail(call, code.outcome());
    }
  }

  /// The other side takes no more streams, and has done nothing for those above the last.
  void onGoAway(int last, ErrorCode code) {
    farewell = code;
    leave();
    CallQueue again = new CallQueue();
    CallQueue failed = new CallQueue();
    for (Stream stream = streams.anyAbove(last); stream != null; stream = streams.anyAbove(last)) {
      Call call = remove(stream);
      if (mayRetry(call)) {
        call.onRetry();
        again.add(call);
      } else {
        failed.add(call);
      }
    }
    pool().takeBack(again);
    fail(failed, code == NO_ERROR ? Outcome.H2_REFUSED_STREAM : code.outcome());
  }

  private boolean mayRetry(Call call) {
    return pool().options().connections().retry() && !call.retried();
  }

  private void reset(Stream stream, ErrorCode code) {
    FrameWriter.reset(out(), stream.id(), code);
    receiver.onCancelled();
  }

  private Call remove(Stream stream) {
    if (stream.bodyLeft() > 0) {
      sender.uploads().remove(stream);
    }
    streams.remove(stream);
    return stream.end();
  }

  // The end.

  @Override
  public void onTimeout(Call call, Outcome outcome) {
    Stream stream = streams.find(call);
    if (stream == null) {
      assigned.remove(call);
    } else {
      reset(stream, CANCEL);
      remove(stream);
    }
    long nowNs = pool().clock().nanoTime();
    if (nowNs - lastReadNs >= pool().allowedNs(call, outcome) / 2) {
      leave();
    } else {
      pool().onRoom(this, nowNs);
    }
    pump();
    pool().fail(call, outcome);
    leaveIfDone();
  }

  @Override
  protected void onEnd(Outcome cause) {
    close(farewell == NO_ERROR ? cause : farewell.outcome(), used);
  }

  /// Takes no more calls.
  private void leave() {
    leaving = true;
    onNoRoom();
    if (!assigned.isEmpty()) {
      pool().takeBack(assigned);
    }
  }

  private void leaveIfDone() {
    if (leaving && !closed() && streams.isEmpty() && assigned.isEmpty()) {
      FrameWriter.goAway(out(), NO_ERROR);
      pump();
      close(Outcome.CLOSED_EARLY, false);
    }
  }

  /// Closes, goes on elsewhere with the calls that can, and says to the others why they cannot.
  private void close(Outcome outcome, boolean stale) {
    shut();
    sender.drop();
    CallQueue again = new CallQueue();
    CallQueue failed = new CallQueue();
    for (Stream stream = streams.anyAbove(0); stream != null; stream = streams.anyAbove(0)) {
      boolean repeatable = stale && !stream.touched() && stream.request().idempotent();
      Call call = remove(stream);
      if (repeatable && mayRetry(call)) {
        call.onRetry();
        again.add(call);
      } else {
        failed.add(call);
      }
    }
    // Nothing of these has been sent, so nothing would be sent again. But a target that closes each
    // connection at once would be asked for new ones without end.
    while (!assigned.isEmpty()) {
      (used ? again : failed).add(assigned.remove());
    }
    pool().onGone(this, again);
    fail(failed, outcome);
  }
}

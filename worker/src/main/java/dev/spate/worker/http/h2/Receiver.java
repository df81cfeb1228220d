package dev.spate.worker.http.h2;

import static dev.spate.worker.http.h2.ErrorCode.FLOW_CONTROL_ERROR;
import static dev.spate.worker.http.h2.ErrorCode.PROTOCOL_ERROR;

import dev.spate.answer.Answer;
import dev.spate.measure.Outcome;
import dev.spate.worker.http.pool.AnswerBody;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// What the other side of a connection sends: gives each frame its meaning for the stream or the
/// connection that it is about, and answers those that want an answer.
///
/// **Windows.** What comes in is never kept, so there is no reason to slow the other side down:
/// windows are large, and are filled up again only when half of one is used.
final class Receiver implements FrameListener {
  /// What the other side may send on one stream.
  static final int STREAM_WINDOW = 1 << 24;

  /// What it may send on all streams together.
  static final int CONNECTION_WINDOW = 1 << 30;

  private static final int USEFUL_INCREMENT = 1_024;

  private final Http2Connection connection;
  private final FrameReader reader = new FrameReader(this);
  private final HpackDecoder fields = new HpackDecoder();
  private final FloodGuard flood = new FloodGuard();

  /// Null where nobody wants samples of failed answers.
  private final @Nullable AnswerSampler sampler;

  private final AnswerFields answerFields = new AnswerFields();

  /// Where the content of the DATA frame goes that is being read; null where nobody wants it.
  private @Nullable Answer wanting;

  private int window = CONNECTION_WINDOW;

  /// How many streams we have ended whose answers may still come.
  private int cancelled;

  private long nowNs;

  Receiver(Http2Connection connection, @Nullable AnswerSampler sampler) {
    this.connection = connection;
    this.sampler = sampler;
  }

  /// Writes what we set, which is what this class keeps to.
  static void writeSettings(ByteBuf out) {
    FrameWriter.settings(
        out,
        Frames.ENABLE_PUSH,
        0,
        Frames.INITIAL_WINDOW_SIZE,
        STREAM_WINDOW,
        Frames.MAX_HEADER_LIST_SIZE,
        HpackDecoder.MAX_LIST_SIZE);
    FrameWriter.windowUpdate(out, 0, CONNECTION_WINDOW - Frames.DEFAULT_WINDOW);
  }

  /// @param readNs when it came
  /// @throws ViolationException where the connection is to be ended
  void read(ByteBuf in, long readNs) throws ViolationException {
    nowNs = readNs;
    reader.read(in, readNs);
  }

  @Override
  public void onHeaders(
      int id, boolean endStream, ByteBuf in, int length, int wireBytes, long sinceNs)
      throws ViolationException {
    Stream stream = find(id);
    if (stream == null) {
      fields.decode(in, length, (_, _) -> {}); // for the sake of the table
      onLate();
      return;
    }
    flood.onUseful();
    if (!stream.touched()) {
      connection.onFirstFrame(stream);
    }
    stream.call().onBytesReceived(wireBytes);
    AnswerHead head = stream.head();
    boolean first = !head.isFinal();
    head.begin();
    decode(in, length, stream);
    if (!head.end(endStream)) {
      connection.fail(stream, PROTOCOL_ERROR, Outcome.MALFORMED_RESPONSE);
      return;
    }
    if (first && head.isFinal()) {
      stream.onFirstByte(sinceNs);
    }
    if (endStream) {
      end(stream);
    }
  }

  private void decode(ByteBuf in, int length, Stream stream) throws ViolationException {
    FieldListener reader = sampler == null ? stream.head() : sampler.block(stream);
    Answer answer = stream.call().answer();
    if (answer != null && !stream.head().isFinal()) {
      reader = answerFields.block(reader, answer);
    }
    fields.decode(in, length, reader);
    if (sampler != null) {
      sampler.onBlockEnd();
    }
  }

  @Override
  public void onData(int id, int length) throws ViolationException {
    wanting = null;
    window -= length;
    if (window < 0) {
      throw new ViolationException(FLOW_CONTROL_ERROR, "more DATA than the connection's window");
    }
    if (window <= CONNECTION_WINDOW / 2) {
      FrameWriter.windowUpdate(connection.out(), 0, CONNECTION_WINDOW - window);
      window = CONNECTION_WINDOW;
    }
    Stream stream = find(id);
    if (stream == null) {
      return;
    }
    if (!stream.touched()) {
      connection.onFirstFrame(stream);
    }
    stream.call().onBytesReceived(Frames.HEADER_BYTES + (long) length);
    if (!stream.onReceived(length)) {
      connection.fail(stream, FLOW_CONTROL_ERROR, Outcome.H2_FLOW_CONTROL_ERROR);
    } else if (!stream.head().isFinal()) {
      connection.fail(stream, PROTOCOL_ERROR, Outcome.MALFORMED_RESPONSE);
    } else {
      wanting = stream.call().wantsBody();
    }
  }

  /// The stream may have ended in the middle of a frame, and its call serve another since.
  @Override
  public void onContent(int id, ByteBuf in, int length) {
    Answer answer = wanting;
    if (sampler == null && answer == null) {
      return;
    }
    Stream stream = connection.streams().find(id);
    if (stream == null) {
      return;
    }
    if (sampler != null) {
      sampler.onContent(stream, in, length);
    }
    if (answer != null) {
      AnswerBody.add(answer, in, in.readerIndex(), length);
    }
  }

  @Override
  public void onDataEnd(int id, int content, boolean endStream) throws ViolationException {
    Stream stream = connection.streams().find(id);
    if (content == 0 && !endStream) {
      flood.onUseless(nowNs);
    } else if (stream != null) {
      flood.onUseful();
    }
    if (stream == null) {
      return;
    }
    stream.onContent(content);
    if (endStream) {
      end(stream);
      return;
    }
    int increment = stream.refill(STREAM_WINDOW);
    if (increment > 0) {
      FrameWriter.windowUpdate(connection.out(), id, increment);
    }
  }

  private void end(Stream stream) {
    if (stream.isWhole()) {
      connection.complete(stream, nowNs);
    } else {
      connection.fail(stream, PROTOCOL_ERROR, Outcome.MALFORMED_RESPONSE);
    }
  }

  @Override
  public void onReset(int id, long code) throws ViolationException {
    Stream stream = find(id);
    if (stream == null) {
      onLate();
    } else {
      connection.onReset(stream, ErrorCode.of(code));
    }
  }

  @Override
  public void onSetting(int id, long value) throws ViolationException {
    PeerSettings peer = connection.peer();
    int before = peer.window();
    peer.set(id, value);
    long change = (long) peer.window() - before;
    if (change != 0 && !connection.streams().widenAll(change)) {
      throw new ViolationException(FLOW_CONTROL_ERROR, "a stream's window beyond 2^31 - 1");
    }
  }

  @Override
  public void onSettingsEnd() throws ViolationException {
    flood.onUseless(nowNs);
    connection.peer().onEnd();
    connection.onSettings();
  }

  @Override
  public void onSettingsAcknowledged() throws ViolationException {
    flood.onUseless(nowNs);
  }

  @Override
  public void onPing(long payload) throws ViolationException {
    flood.onUseless(nowNs);
    FrameWriter.pingAnswer(connection.out(), payload);
  }

  @Override
  public void onGoAway(int lastStream, long code) throws ViolationException {
    flood.onUseless(nowNs);
    connection.onGoAway(lastStream, ErrorCode.of(code));
  }

  @Override
  public void onWindowUpdate(int id, int increment) throws ViolationException {
    if (increment < USEFUL_INCREMENT) {
      flood.onUseless(nowNs); // larger ones end by themselves, with too large a window
    }
    if (id == 0) {
      widenConnection(increment);
      return;
    }
    Stream stream = find(id);
    if (stream == null) {
      return;
    }
    if (increment == 0) {
      connection.fail(stream, PROTOCOL_ERROR, Outcome.H2_PROTOCOL_ERROR);
    } else if (!stream.widen(increment)) {
      connection.fail(stream, FLOW_CONTROL_ERROR, Outcome.H2_FLOW_CONTROL_ERROR);
    }
  }

  private void widenConnection(int increment) throws ViolationException {
    if (increment == 0) {
      throw new ViolationException(PROTOCOL_ERROR, "a window that grows by nothing");
    }
    if (!connection.uploads().widen(increment)) {
      throw new ViolationException(FLOW_CONTROL_ERROR, "a connection's window beyond 2^31 - 1");
    }
  }

  @Override
  public void onBrokenStream(int id, ErrorCode code) {
    Stream stream = connection.streams().find(id);
    if (stream != null) {
      connection.fail(stream, code, code.outcome());
    }
  }

  @Override
  public void onIgnored() throws ViolationException {
    flood.onUseless(nowNs);
  }

  /// We have ended a stream.
  void onCancelled() {
    cancelled++;
  }

  /// A frame came that is the end of a stream which is over. One for each that we have ended is
  /// only late.
  private void onLate() throws ViolationException {
    if (cancelled > 0) {
      cancelled--;
    } else {
      flood.onUseless(nowNs);
    }
  }

  /// The stream of a number, null where it is over.
  private @Nullable Stream find(int id) throws ViolationException {
    Stream stream = connection.streams().find(id);
    if (stream == null && connection.isIdle(id)) {
      throw new ViolationException(PROTOCOL_ERROR, "a frame of a stream that was never opened");
    }
    return stream;
  }
}

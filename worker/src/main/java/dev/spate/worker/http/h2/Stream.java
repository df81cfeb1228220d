package dev.spate.worker.http.h2;

import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.pool.AnswerBeginning;
import dev.spate.worker.http.pool.Call;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One stream of a connection: a request on its way out, and its answer on its way in. Used again
/// for another one once it is over.
final class Stream {
  private final AnswerHead head = new AnswerHead();
  private final AnswerBeginning beginning = new AnswerBeginning();
  private int id;
  private @Nullable Call call;
  private @Nullable Http2Request request;

  /// The next byte of the body that goes out.
  private int bodyAt;

  private int bodySize;

  private long sendWindow;
  private int receiveWindow;
  private long content;
  private long firstByteNs;
  private boolean touched;

  void begin(int number, Call of, Http2Request with, long peersWindow, int ourWindow) {
    id = number;
    call = of;
    request = with;
    bodyAt = 0;
    bodySize = with.bodySize(of.filling());
    sendWindow = peersWindow;
    receiveWindow = ourWindow;
    content = 0;
    firstByteNs = Requester.NEVER;
    touched = false;
    head.clear();
    beginning.clear();
  }

  /// Forgets the call.
  ///
  /// @return the one that it was
  Call end() {
    Call ended = call();
    call = null;
    return ended;
  }

  int id() {
    return id;
  }

  Call call() {
    return Objects.requireNonNull(call);
  }

  boolean isOf(Call other) {
    return call == other;
  }

  Http2Request request() {
    return Objects.requireNonNull(request);
  }

  AnswerHead head() {
    return head;
  }

  /// How its answer begins; empty where nobody wants samples.
  AnswerBeginning beginning() {
    return beginning;
  }

  // What goes out.

  int bodyAt() {
    return bodyAt;
  }

  int bodyLeft() {
    return bodySize - bodyAt;
  }

  long sendWindow() {
    return sendWindow;
  }

  void onBodySent(int length) {
    bodyAt += length;
    sendWindow -= length;
  }

  /// Changes how much may be sent, perhaps to less than nothing.
  ///
  /// @return whether it is still in range (RFC 9113 §6.9.1)
  boolean widen(long by) {
    sendWindow += by;
    return sendWindow <= Integer.MAX_VALUE;
  }

  // What comes in.

  /// Whether anything came on it.
  boolean touched() {
    return touched;
  }

  void onTouched() {
    touched = true;
  }

  /// DATA comes in.
  ///
  /// @return whether it was allowed to
  boolean onReceived(int length) {
    receiveWindow -= length;
    return receiveWindow >= 0;
  }

  /// How much the other side may send again, where it is time to say so, else 0.
  ///
  /// @param full what a window holds
  int refill(int full) {
    if (receiveWindow > full / 2) {
      return 0;
    }
    int increment = full - receiveWindow;
    receiveWindow = full;
    return increment;
  }

  void onContent(int length) {
    content += length;
  }

  /// Whether the answer may end here.
  boolean isWhole() {
    return head.isFinal() && head.allows(content, request().head());
  }

  /// When the first byte of the final answer was read.
  long firstByteNs() {
    return firstByteNs;
  }

  void onFirstByte(long nowNs) {
    firstByteNs = nowNs;
  }
}

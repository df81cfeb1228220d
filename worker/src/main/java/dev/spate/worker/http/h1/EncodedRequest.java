package dev.spate.worker.http.h1;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Set;

/// A request in the form in which a loop sends it again and again: one direct buffer for all of the
/// loop's connections.
///
/// The buffer is lent to a connection with its indices at the start, and comes back when it is
/// released: at once where the kernel took all of it, which is nearly always so with a transport
/// that writes when it is told to, and at the end of the pass with one that hands over a batch.
/// Those that are out are other views of the same bytes; there are as many as ever were out at
/// once, and no request makes one. (A view of its own altogether: a duplicate of Netty's shares the
/// position of the buffer below, with which the NIO transport remembers how far it came.)
public final class EncodedRequest {
  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");

  /// Lives as long as a view of it does.
  private final ByteBuffer bytes;

  private final int length;
  private final int firstLength;
  private final boolean head;
  private final boolean idempotent;
  private final boolean closes;

  /// The one that is out longest comes first.
  private final ArrayDeque<ByteBuf> views = new ArrayDeque<>();

  /// The request of a plan.
  public EncodedRequest(Plan plan, HttpRequest request) {
    byte[] encoded = RequestEncoder.encode(plan, request);
    length = encoded.length;
    bytes = ByteBuffer.allocateDirect(length).put(encoded).flip();
    views.add(newView());
    head = request.method().equals("HEAD");
    idempotent = IDEMPOTENT.contains(request.method());
    closes = RequestEncoder.closes(plan, request);
    boolean held = RequestEncoder.expectsContinue(plan, request);
    firstLength = held ? length - request.body().size() : length;
  }

  /// In bytes.
  int length() {
    return length;
  }

  /// How much of it is sent at once: all, or the head alone where the target is to ask for the body
  /// (`Expect: 100-continue`).
  int firstLength() {
    return firstLength;
  }

  /// Whether its answer has no body.
  boolean head() {
    return head;
  }

  /// Whether to send it twice is the same as once (RFC 9110 §9.2.2).
  boolean idempotent() {
    return idempotent;
  }

  /// Whether its connection ends with it.
  boolean closes() {
    return closes;
  }

  /// Some of the bytes, for one write of any duration.
  ByteBuf lend(int from, int to) {
    for (int left = views.size(); left > 0; left--) {
      ByteBuf view = views.remove();
      views.add(view);
      if (view.refCnt() == 1) {
        return view.setIndex(from, to).retain();
      }
    }
    ByteBuf another = newView();
    views.add(another);
    return another.setIndex(from, to).retain();
  }

  /// Appends the bytes to others.
  void copyTo(ByteBuf others) {
    others.writeBytes(views.getFirst(), 0, length);
  }

  /// How many views there are.
  int views() {
    return views.size();
  }

  public void release() {
    views.forEach(ByteBuf::release);
  }

  private ByteBuf newView() {
    return Unpooled.wrappedBuffer(bytes.duplicate());
  }
}

package dev.spate.worker.http.h1;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Set;

/// A request in the form in which a loop sends it again and again: one direct buffer for all of the
/// loop's connections.
///
/// The buffer is lent to a connection with its indices at the start. Nearly always the kernel takes
/// all of it at once, and the very same object is lent to the next one: nothing is allocated. Where
/// a connection could not write all of it, it keeps the object until it has, and the next ones are
/// lent another view of the same bytes. (A view of its own altogether: a duplicate of Netty's
/// shares the position of the buffer below, with which the NIO transport remembers how far it
/// came.)
public final class EncodedRequest {
  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");

  /// Lives as long as a view of it does.
  private final ByteBuffer bytes;

  private final int length;
  private final boolean head;
  private final boolean idempotent;
  private final boolean closes;
  private ByteBuf view;

  /// The request of a plan.
  public EncodedRequest(Plan plan, HttpRequest request) {
    byte[] encoded = RequestEncoder.encode(plan, request);
    length = encoded.length;
    bytes = ByteBuffer.allocateDirect(length).put(encoded).flip();
    view = newView();
    head = request.method().equals("HEAD");
    idempotent = IDEMPOTENT.contains(request.method());
    closes = RequestEncoder.closes(plan, request);
  }

  /// In bytes.
  int length() {
    return length;
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

  /// The bytes, for one write. Whoever has not written all of them on return from its flush calls
  /// [#keep].
  ByteBuf lend() {
    return view.setIndex(0, length).retain();
  }

  /// The one who was lent the buffer last has still use for it.
  void keep() {
    view.release();
    view = newView();
  }

  /// The bytes, for a write of any duration.
  ByteBuf give() {
    return newView();
  }

  public void release() {
    view.release();
  }

  private ByteBuf newView() {
    return Unpooled.wrappedBuffer(bytes.duplicate());
  }
}

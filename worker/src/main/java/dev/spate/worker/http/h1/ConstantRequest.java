package dev.spate.worker.http.h1;

import dev.spate.worker.engine.Filling;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// A request that is the same each time: one direct buffer for all of the loop's connections.
///
/// The buffer is lent to a connection with its indices at the start, and comes back when it is
/// released: at once where the kernel took all of it, which is nearly always so with a transport
/// that writes when it is told to, and at the end of the pass with one that hands over a batch.
/// Those that are out are other views of the same bytes; there are as many as ever were out at
/// once, and no request makes one. (A view of its own altogether: a duplicate of Netty's shares the
/// position of the buffer below, with which the NIO transport remembers how far it came.)
final class ConstantRequest extends EncodedRequest {
  /// Lives as long as a view of it does.
  private final ByteBuffer bytes;

  private final int length;
  private final int firstLength;

  /// The one that is out longest comes first.
  private final ArrayDeque<ByteBuf> views = new ArrayDeque<>();

  ConstantRequest(RequestEncoder encoder) {
    super(encoder.form(), encoder.closes());
    byte[] encoded = encoder.encode();
    length = encoded.length;
    bytes = ByteBuffer.allocateDirect(length).put(encoded).flip();
    views.add(newView());
    boolean held = encoder.expectsContinue();
    firstLength = held ? length - encoder.form().body().length(null) : length;
  }

  @Override
  int length(@Nullable Filling filling) {
    return length;
  }

  @Override
  int firstLength(@Nullable Filling filling) {
    return firstLength;
  }

  @Override
  ByteBuf lend(@Nullable Filling filling, int from, int to) {
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

  @Override
  void copyTo(@Nullable Filling filling, ByteBuf others) {
    others.writeBytes(views.getFirst(), 0, length);
  }

  /// How many views there are.
  int views() {
    return views.size();
  }

  @Override
  public void release() {
    views.forEach(ByteBuf::release);
  }

  private ByteBuf newView() {
    return Unpooled.wrappedBuffer(bytes.duplicate());
  }
}

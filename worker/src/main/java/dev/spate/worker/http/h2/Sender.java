package dev.spate.worker.http.h2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What goes out on a connection: frames are written to one buffer, and go to the kernel together,
/// with as much of the bodies as windows and the kernel allow.
final class Sender {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final SendBuffers buffers;
  private final PeerSettings peer;
  private final Uploads uploads = new Uploads();
  private @Nullable ByteBuf out;
  private boolean greeted;
  private boolean pumping;

  /// @param buffers of the loop
  /// @param peer what the other side allows
  Sender(SendBuffers buffers, PeerSettings peer) {
    this.buffers = buffers;
    this.peer = peer;
  }

  /// Where frames are written to; they go out with the next [#pump]. Behind the greeting in any
  /// case: the target's own may be there, and be answered, before the first request goes out.
  ByteBuf out() {
    ByteBuf to = out;
    if (to == null) {
      to = buffers.take();
      out = to;
      greet(to);
    }
    return to;
  }

  private void greet(ByteBuf to) {
    if (!greeted) {
      greeted = true;
      to.writeBytes(PREFACE);
      Receiver.writeSettings(to);
    }
  }

  /// Greets, if that has not been done.
  void greet() {
    if (!greeted) {
      var _ = out();
    }
  }

  Uploads uploads() {
    return uploads;
  }

  /// Whether there is anything to send.
  boolean hasMore() {
    return out != null || !uploads.isEmpty();
  }

  /// Sends what was written, and as much of the bodies as may be sent. A connection that breaks
  /// meanwhile is not writable any more.
  void pump(ChannelHandlerContext via) {
    if (pumping) {
      return;
    }
    pumping = true;
    boolean more;
    do {
      more = !uploads.isEmpty() && uploads.write(out(), peer.maxPayload());
      send(via);
    } while (more && via.channel().isWritable());
    pumping = false;
  }

  private void send(ChannelHandlerContext via) {
    ByteBuf ready = out;
    out = null;
    if (ready != null) {
      if (ready.isReadable()) {
        buffers.send(ready, via);
      } else {
        buffers.giveBack(ready);
      }
    }
  }

  /// Gives back what was written and will not be sent.
  void drop() {
    ByteBuf unsent = out;
    out = null;
    if (unsent != null) {
      buffers.giveBack(unsent);
    }
  }
}

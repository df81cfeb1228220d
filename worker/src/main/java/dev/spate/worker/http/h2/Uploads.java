package dev.spate.worker.http.h2;

import dev.spate.worker.engine.Filling;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;

/// The bodies of a connection that have not been sent in full, and the window of the connection
/// that they share (RFC 9113 §6.9): a frame of each in turn, as far as its own window goes.
final class Uploads {
  /// How much is written before the kernel is asked to take it.
  private static final int PORTION = 65_536;

  private final ArrayDeque<Stream> unsent = new ArrayDeque<>();
  private long window = Frames.DEFAULT_WINDOW;

  boolean isEmpty() {
    return unsent.isEmpty();
  }

  void add(Stream stream) {
    unsent.addLast(stream);
  }

  /// Forgets a stream, if it is there.
  void remove(Stream stream) {
    unsent.remove(stream);
  }

  void clear() {
    unsent.clear();
  }

  /// Changes how much may be sent on the connection.
  ///
  /// @return whether it is still in range
  boolean widen(long by) {
    window += by;
    return window <= Integer.MAX_VALUE;
  }

  /// Writes a portion.
  ///
  /// @param maxPayload the longest that a frame may be
  /// @return whether more could be written right away
  boolean write(ByteBuf out, int maxPayload) {
    int before = out.writerIndex();
    int stuck = 0;
    while (window > 0 && stuck < unsent.size()) {
      if (out.writerIndex() - before >= PORTION) {
        return true;
      }
      Stream stream = unsent.removeFirst();
      int length = sendable(stream, maxPayload);
      if (length > 0) {
        write(stream, length, out);
        stuck = 0;
      } else {
        stuck++;
      }
      if (stream.bodyLeft() > 0) {
        unsent.addLast(stream);
      }
    }
    return false;
  }

  private int sendable(Stream stream, int maxPayload) {
    long allowed = Math.min(window, stream.sendWindow());
    return (int) Math.min(allowed, Math.min(stream.bodyLeft(), Math.min(maxPayload, PORTION)));
  }

  private void write(Stream stream, int length, ByteBuf out) {
    Filling filling = stream.call().filling();
    stream.request().writeData(out, stream.id(), filling, stream.bodyAt(), length);
    stream.onBodySent(length);
    stream.call().onBytesSent(Frames.HEADER_BYTES + (long) length);
    window -= length;
  }
}

package dev.spate.worker.http.h1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.stream.IntStream;

/// What a parser made of some bytes, however it was given them.
///
/// @param ended how the answer ended, or MORE where the bytes did not suffice
/// @param status 0 where there is no complete head
/// @param end how many bytes it took
record Reading(Progress ended, int status, boolean keepAlive, boolean untilClose, int end) {
  private static final Reading MALFORMED = new Reading(Progress.MALFORMED, 0, false, false, 0);

  /// Gives the parser the bytes in pieces, until it has the answer. The buffer ends with them, so
  /// that one who reads past them is caught.
  ///
  /// @param splits where the bytes are split, ascending
  static Reading of(ResponseParser parser, byte[] bytes, boolean toHead, int... splits) {
    parser.begin(toHead, null);
    ByteBuf in = Unpooled.wrappedBuffer(bytes).writerIndex(0);
    Progress progress = Progress.MORE;
    for (int piece = 0; piece <= splits.length && progress == Progress.MORE; piece++) {
      int to = piece == splits.length ? bytes.length : splits[piece];
      progress = readPiece(parser, bytes, in, to);
    }
    return outcome(parser, progress, in.readerIndex());
  }

  /// Gives it byte by byte.
  static Reading byteByByte(ResponseParser parser, byte[] bytes, boolean toHead) {
    return of(parser, bytes, toHead, IntStream.range(0, bytes.length).toArray());
  }

  /// A piece ends its buffer, too: whoever looks beyond its end gets an exception, not the bytes to
  /// come.
  private static Progress readPiece(ResponseParser parser, byte[] bytes, ByteBuf in, int to) {
    int from = in.readerIndex();
    ByteBuf piece = Unpooled.wrappedBuffer(bytes, from, to - from);
    Progress progress = parser.parse(piece, 0);
    if (progress == Progress.MORE && piece.isReadable()) {
      throw new AssertionError("wants more and has not read what there is");
    }
    in.setIndex(from + piece.readerIndex(), to);
    return progress;
  }

  private static Reading outcome(ResponseParser parser, Progress progress, int end) {
    boolean untilClose = parser.close() == Progress.COMPLETE;
    return switch (progress) {
      case MALFORMED -> MALFORMED;
      case MORE -> new Reading(progress, untilClose ? parser.status() : 0, false, untilClose, end);
      case COMPLETE -> new Reading(progress, parser.status(), parser.keepAlive(), false, end);
    };
  }
}

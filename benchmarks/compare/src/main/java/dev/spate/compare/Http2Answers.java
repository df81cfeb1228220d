package dev.spate.compare;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;

/// An answer for each HEADERS frame: requests have no bodies, and fields of no meaning (RFC 9113,
/// section 4.1 for the frames).
final class Http2Answers implements CheapTarget.Answers {
  private static final int PREFACE = 24;
  private static final int FRAME_HEADER = 9;

  private static final byte DATA = 0;
  private static final byte HEADERS = 1;
  private static final byte SETTINGS = 4;
  private static final byte PING = 6;
  private static final byte CONTINUATION = 9;

  private static final byte ACK = 1;
  private static final byte END_STREAM = 1;
  private static final byte END_HEADERS = 4;

  private static final byte[] NOTHING = {};

  /// `:status 200`, and `content-length: 13` as a literal without indexing (RFC 7541, section
  /// 6.2.2).
  private static final byte[] FIELDS = {(byte) 0x88, 0x0f, 0x0d, 2, '1', '3'};

  private static final byte[] BODY = "Hello, world!".getBytes(US_ASCII);

  private boolean greeted;

  @Override
  public void answer(ByteBuffer in, ByteBuffer out) throws IOException {
    if (!greeted && !greet(in, out)) {
      return;
    }
    while (in.remaining() >= FRAME_HEADER) {
      int typed = in.getInt(in.position());
      int length = typed >>> 8;
      if (in.remaining() < FRAME_HEADER + length) {
        return;
      }
      byte flags = in.get(in.position() + 4);
      int stream = in.getInt(in.position() + 5);
      in.position(in.position() + FRAME_HEADER);
      answer((byte) typed, flags, stream, in.slice(in.position(), length), out);
      in.position(in.position() + length);
    }
  }

  private boolean greet(ByteBuffer in, ByteBuffer out) {
    if (in.remaining() < PREFACE) {
      return false;
    }
    in.position(in.position() + PREFACE);
    frame(out, SETTINGS, (byte) 0, 0, NOTHING);
    greeted = true;
    return true;
  }

  private static void answer(byte type, byte flags, int stream, ByteBuffer payload, ByteBuffer out)
      throws IOException {
    boolean answers = (flags & ACK) != 0;
    switch (type) {
      case HEADERS -> {
        frame(out, HEADERS, END_HEADERS, stream, FIELDS);
        frame(out, DATA, END_STREAM, stream, BODY);
      }
      case SETTINGS -> {
        if (!answers) {
          frame(out, SETTINGS, ACK, 0, NOTHING);
        }
      }
      case PING -> {
        byte[] opaque = new byte[payload.remaining()];
        payload.get(opaque);
        if (!answers) {
          frame(out, PING, ACK, 0, opaque);
        }
      }
      case DATA, CONTINUATION -> throw new IOException("only requests of one frame are known here");
      default -> {} // windows, priorities, farewells
    }
  }

  private static void frame(ByteBuffer out, byte type, byte flags, int stream, byte[] payload) {
    out.putInt(payload.length << 8 | type).put(flags).putInt(stream).put(payload);
  }
}

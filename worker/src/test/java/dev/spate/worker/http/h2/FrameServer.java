package dev.spate.worker.http.h2;

import dev.spate.worker.http.ScriptedServer;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// A server that does on each connection of HTTP/2 what a script says, frame by frame.
final class FrameServer {
  static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  /// What happens on a connection; it is closed at the end.
  @FunctionalInterface
  interface Script {
    /// @param number of the connection, from 0
    void play(int number, Peer peer) throws IOException, InterruptedException;
  }

  private FrameServer() {}

  /// The client's preface has been read, and settings were exchanged, when the script begins.
  static ScriptedServer start(Script script) {
    return startRaw((number, peer) -> {
      peer.greet("");
      script.play(number, peer);
    });
  }

  /// Nothing has been read or written when the script begins.
  static ScriptedServer startRaw(Script script) {
    return ScriptedServer.start((number, peer) -> script.play(number, new Peer(peer)));
  }

  /// A frame that was read.
  record Frame(int type, int flags, int stream, ByteBuffer payload) {
    boolean has(int flag) {
      return (flags & flag) != 0;
    }

    int number() {
      return payload.getInt(0);
    }
  }

  /// The server's end of a connection.
  static final class Peer {
    private final ScriptedServer.Peer peer;
    private final DefaultHttp2HeadersDecoder fields = new DefaultHttp2HeadersDecoder(false);

    /// The frames that were read and that nobody had asked for.
    final List<Frame> others = new ArrayList<>();

    private Peer(ScriptedServer.Peer peer) {
      this.peer = peer;
    }

    /// Reads the client's preface and settings, and sends ours.
    ///
    /// @param settings in hexadecimal
    void greet(String settings) throws IOException {
      readPreface();
      String hex = settings.replace(" ", "");
      write(String.format("%06x0400%08x", hex.length() / 2, 0) + hex);
      write("000000 04 01 00000000");
    }

    /// Reads the head of a request of HTTP/1.1, and answers it.
    String readQuestion(String answer) throws IOException {
      String question = peer.readRequest();
      peer.write(answer);
      return question;
    }

    void readPreface() throws IOException {
      String preface = new String(peer.read(PREFACE.length()), StandardCharsets.ISO_8859_1);
      if (!preface.equals(PREFACE)) {
        throw new IOException("not the preface: " + preface);
      }
    }

    Frame read() throws IOException {
      ByteBuffer head = ByteBuffer.wrap(peer.read(Frames.HEADER_BYTES));
      int length = head.getInt(0) >>> 8;
      return new Frame(
          head.get(3), head.get(4), head.getInt(5), ByteBuffer.wrap(peer.read(length)));
    }

    /// Reads on until a frame of a type comes.
    Frame await(int type) throws IOException {
      while (true) {
        Frame frame = read();
        if (frame.type() == type) {
          return frame;
        }
        others.add(frame);
      }
    }

    /// Reads the next request's head.
    ///
    /// @return its stream
    int awaitRequest() throws IOException {
      return await(Frames.HEADERS).stream();
    }

    /// The fields of a whole header block, as `name: value`.
    List<String> fields(Frame headers) throws IOException {
      try {
        List<String> read = new ArrayList<>();
        for (Map.Entry<CharSequence, CharSequence> field :
            fields.decodeHeaders(1, Unpooled.wrappedBuffer(headers.payload()))) {
          read.add(field.getKey() + ": " + field.getValue());
        }
        return read;
      } catch (Http2Exception e) {
        throw new IOException(e);
      }
    }

    /// Writes bytes in hexadecimal.
    void write(String hex) throws IOException {
      byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
      peer.write(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /// @param payload in hexadecimal
    void frame(int type, int flags, int stream, String payload) throws IOException {
      String hex = payload.replace(" ", "");
      write(String.format("%06x%02x%02x%08x", hex.length() / 2, type, flags, stream) + hex);
    }

    /// Answers with 200, and nothing else.
    void answer(int stream) throws IOException {
      frame(Frames.HEADERS, Frames.FLAG_END_HEADERS | Frames.FLAG_END_STREAM, stream, "88");
    }

    /// Answers requests until the client goes away.
    void answerAll() throws IOException {
      while (true) {
        answer(awaitRequest());
      }
    }

    void reset(int stream, ErrorCode code) throws IOException {
      frame(Frames.RST_STREAM, 0, stream, String.format("%08x", code.number()));
    }

    void goAway(int lastStream, ErrorCode code) throws IOException {
      frame(Frames.GOAWAY, 0, 0, String.format("%08x%08x", lastStream, code.number()));
    }

    /// Answers a PING of our own with the client's, so all that was written before has been read.
    void awaitAllRead() throws IOException {
      frame(Frames.PING, 0, 0, "00000000000000ff");
      await(Frames.PING);
    }

    /// Lets time pass, so that what is written next comes by itself and later.
    void pause(int millis) throws InterruptedException {
      peer.pause(millis);
    }

    void awaitEnd() throws IOException {
      peer.awaitEnd();
    }
  }
}

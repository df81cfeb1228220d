package dev.spate.worker.http.dial;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Reads a proxy's answer to CONNECT: a head, and nothing after it, for the target does not speak
/// before it is spoken to.
final class TunnelAnswer {
  /// What the proxy has said so far.
  enum Said {
    /// Not enough to tell.
    MORE,
    /// The tunnel stands.
    OPEN,
    /// Something else: no, or nothing that makes sense.
    REFUSED
  }

  /// More than any proxy has to say about it.
  static final int MOST_BYTES = 16 * 1024;

  private static final Pattern INTERIM = Pattern.compile("HTTP/1\\.[01] 1[0-9][0-9](?: .*)?");
  private static final Pattern SUCCESS = Pattern.compile("HTTP/1\\.[01] 2[0-9][0-9](?: .*)?");

  private final StringBuilder text = new StringBuilder();

  /// Reads what there is.
  Said read(ByteBuf in) {
    text.append(in.toString(StandardCharsets.ISO_8859_1));
    in.skipBytes(in.readableBytes());
    while (true) {
      int end = endOfHead();
      if (end < 0) {
        return text.length() > MOST_BYTES || !beginsLikeHttp() ? Said.REFUSED : Said.MORE;
      }
      String status = text.substring(0, text.indexOf("\n")).stripTrailing();
      if (!INTERIM.matcher(status).matches()) {
        boolean open = SUCCESS.matcher(status).matches() && end == text.length();
        return open ? Said.OPEN : Said.REFUSED;
      }
      text.delete(0, end);
    }
  }

  /// After the empty line; -1 where there is none yet.
  private int endOfHead() {
    for (int line = text.indexOf("\n"); line >= 0; line = text.indexOf("\n", line + 1)) {
      int next = line + 1;
      if (next < text.length() && text.charAt(next) == '\r') {
        next++;
      }
      if (next < text.length() && text.charAt(next) == '\n') {
        return next + 1;
      }
    }
    return -1;
  }

  private boolean beginsLikeHttp() {
    String begin = "HTTP/1.";
    int known = Math.min(begin.length(), text.length());
    return begin.startsWith(text.substring(0, known));
  }
}

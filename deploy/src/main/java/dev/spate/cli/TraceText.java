package dev.spate.cli;

import dev.spate.coordinator.plan.PlanSecrets;
import dev.spate.worker.http.io.Tap;
import java.io.PrintStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// What goes over the wire, as text: `>` before what was sent, `<` before what came, `*` before
/// what happened. Bytes that are no printable ASCII are written as in a C string; values of headers
/// that carry secrets are masked. At most [#MOST_BYTES] of one read or write are shown.
final class TraceText implements Tap {
  private static final int MOST_BYTES = 16_384;
  private static final HexFormat HEX = HexFormat.of();

  private final PrintStream out;

  TraceText(PrintStream out) {
    this.out = out;
  }

  @Override
  public void onConnected(int connection, @Nullable SocketAddress remote) {
    out.println("    * connection " + connection + (remote == null ? "" : " to " + remote));
  }

  @Override
  public void onSent(int connection, ByteBuffer bytes) {
    print("    > ", bytes);
  }

  @Override
  public void onReceived(int connection, ByteBuffer bytes) {
    print("    < ", bytes);
  }

  @Override
  public void onClosed(int connection) {
    out.println("    * connection " + connection + " closed");
  }

  private void print(String mark, ByteBuffer bytes) {
    int beyond = Math.max(0, bytes.remaining() - MOST_BYTES);
    byte[] shown = new byte[bytes.remaining() - beyond];
    bytes.get(shown);
    String text = new String(shown, StandardCharsets.ISO_8859_1);
    for (String line : text.split("\r?\n", -1)) {
      out.println(mark + escaped(PlanSecrets.maskedHeaderLine(line)));
    }
    if (beyond > 0) {
      out.println("    * " + beyond + " more bytes");
    }
  }

  /// @param latin a character a byte
  private static String escaped(String latin) {
    StringBuilder escaped = new StringBuilder(latin.length());
    for (int i = 0; i < latin.length(); i++) {
      char c = latin.charAt(i);
      if (c >= ' ' && c < 127) {
        escaped.append(c);
      } else if (c == '\t') {
        escaped.append("\\t");
      } else if (c == '\r') {
        escaped.append("\\r");
      } else {
        escaped.append("\\x").append(HEX.toHexDigits((byte) c));
      }
    }
    return escaped.toString();
  }
}

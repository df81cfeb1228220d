package dev.spate.target;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One connection that shows each byte: the blocking client of the tests.
final class PlainClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  PlainClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /// @param head the answer's head, in full
  /// @param body as sent, chunks and all
  record Reply(String head, String body) {
    int status() {
      return Integer.parseInt(head.substring(9, 12));
    }
  }

  void send(String method, String path) throws IOException {
    String request = method + " " + path + " HTTP/1.1\r\nHost: target\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  Reply get(String path) throws IOException {
    send("GET", path);
    return read();
  }

  /// How long a GET takes, in nanoseconds.
  long timedGet(String path) throws IOException {
    long startNs = System.nanoTime();
    get(path);
    return System.nanoTime() - startNs;
  }

  Reply read() throws IOException {
    String head = readUntil("\r\n\r\n");
    String lower = head.toLowerCase(java.util.Locale.ROOT);
    if (lower.contains("transfer-encoding: chunked")) {
      return new Reply(head, readUntil("0\r\n\r\n"));
    }
    int at = lower.indexOf("content-length: ");
    int end = at < 0 ? at : lower.indexOf("\r\n", at);
    int length = at < 0 ? 0 : Integer.parseInt(lower.substring(at + 16, end));
    return new Reply(head, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  String readHead() throws IOException {
    return readUntil("\r\n\r\n");
  }

  boolean closedByServer() throws IOException {
    return in.read() < 0;
  }

  private String readUntil(String end) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.UTF_8).endsWith(end)) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after: " + bytes.toString(StandardCharsets.UTF_8));
      }
      bytes.write(next);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

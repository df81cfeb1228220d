package dev.spate.repeat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keeps the bytes of every request. What it answers follows from the request; how long it takes
/// does not, so that answers overtake each other, and differently each time.
final class RecordingServer implements AutoCloseable {
  private static final int MOST_HEAD = 16 << 10;
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");
  private static final long LONGEST_NS = 20_000_000;

  private final ServerSocket socket;
  private final Collection<String> requests = new ConcurrentLinkedQueue<>();
  private final Collection<Socket> peers = new ConcurrentLinkedQueue<>();

  RecordingServer() {
    try {
      socket = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /// Each request as it came, but for the port in its `Host`.
  List<String> requests() {
    return requests.stream()
        .map(request -> request.replace("127.0.0.1:" + port(), "target"))
        .sorted()
        .toList();
  }

  private void accept() {
    for (int number = 0; !socket.isClosed(); number++) {
      try {
        Socket peer = socket.accept();
        peers.add(peer);
        Random random = new Random(port() * 100_000L + number);
        Thread.ofVirtual().start(() -> serve(peer, random));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket peer, Random random) {
    try (peer;
        InputStream in = new BufferedInputStream(peer.getInputStream());
        OutputStream out = peer.getOutputStream()) {
      for (String request = read(in); !request.isEmpty(); request = read(in)) {
        requests.add(request);
        LockSupport.parkNanos(random.nextLong(LONGEST_NS));
        out.write(answer(request).getBytes(ISO_8859_1));
      }
    } catch (IOException _) {
      // The client has gone.
    }
  }

  /// Empty at the end.
  private static String read(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0 || request.length() > MOST_HEAD) {
        return "";
      }
      request.append((char) next);
    }
    Matcher length = LENGTH.matcher(request);
    int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return request.append(new String(in.readNBytes(body), ISO_8859_1)).toString();
  }

  /// Values to pick from, whose first words are those of the path.
  private static String answer(String request) {
    String path = request.split("[ ?]", 3)[1];
    StringBuilder ids = new StringBuilder();
    for (int id = 0; id < 50; id++) {
      ids.append(id == 0 ? "" : ", ").append("\"").append(path).append('#').append(id).append('"');
    }
    String body = "{\"ids\": [" + ids + "], \"length\": " + path.length() + "}";
    return "HTTP/1.1 200 OK\r\nContent-Length: "
        + body.length()
        + (path.equals("/login") ? "\r\nSet-Cookie: session=" + request.length() : "")
        + "\r\n\r\n"
        + body;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket peer : peers) {
      peer.close();
    }
  }
}

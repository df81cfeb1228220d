package dev.spate.worker.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An HTTP proxy on loopback: passes on requests without a body that name their target, and opens
/// tunnels. It resolves every name to loopback.
final class ForwardProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private ForwardProxy(ServerSocket listener) {
    this.listener = listener;
  }

  static ForwardProxy start() {
    try {
      ForwardProxy proxy =
          new ForwardProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it listens, as a plan writes it.
  ///
  /// @param credentials `user:password@`, or nothing
  String url(String credentials) {
    return "http://" + credentials + "127.0.0.1:" + listener.getLocalPort();
  }

  /// The heads of what it was asked, in order.
  List<String> heads() {
    return heads;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      String head = readHead(in);
      String[] line = head.substring(0, head.indexOf('\r')).split(" ", -1);
      if (line[0].equals("CONNECT")) {
        int colon = line[1].lastIndexOf(':');
        try (Socket target = connect(Integer.parseInt(line[1].substring(colon + 1)))) {
          client.getOutputStream().write(bytes("HTTP/1.1 200 Established\r\nVia: test\r\n\r\n"));
          pump(target, client);
          in.transferTo(target.getOutputStream());
        }
      } else {
        forward(client, in, head);
      }
    } catch (IOException _) {
      // one of the two went away
    }
  }

  private void forward(Socket client, InputStream in, String first) throws IOException {
    String head = first;
    URI uri = URI.create(head.split(" ", -1)[1]);
    try (Socket target = connect(uri.getPort())) {
      pump(target, client);
      while (!head.isEmpty()) {
        String absolute = head.split(" ", -1)[1];
        String origin = absolute.substring(absolute.indexOf('/', "http://".length()));
        target.getOutputStream().write(bytes(head.replace(absolute, origin)));
        head = readHead(in);
      }
    }
  }

  private Socket connect(int port) throws IOException {
    Socket target = new Socket(InetAddress.getLoopbackAddress(), port);
    target.setTcpNoDelay(true);
    sockets.add(target);
    return target;
  }

  private static void pump(Socket from, Socket to) throws IOException {
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    Thread.ofVirtual()
        .start(() -> {
          try (to) {
            in.transferTo(out);
          } catch (IOException _) {
            // one of the two went away
          }
        });
  }

  private String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    heads.add(text);
    return text;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

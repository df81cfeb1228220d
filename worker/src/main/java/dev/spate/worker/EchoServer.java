package dev.spate.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers whatever is sent to it on loopback, one request at a time on each connection: just
/// enough of a server for a worker to send itself its first requests, and fast enough to keep one
/// loop busy. A read is taken for one request, which holds for small ones without pipelining.
final class EchoServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EchoServer.class);
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 13\r\n\r\nHello, world!"
          .getBytes(StandardCharsets.US_ASCII);
  private static final int BACKLOG = 64;
  private static final int MOST_BYTES = 4_096;

  private final Selector selector = Selector.open();
  private final ServerSocketChannel listener = ServerSocketChannel.open();
  private final ByteBuffer request = ByteBuffer.allocateDirect(MOST_BYTES);
  private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER.length).put(ANSWER);

  /// Listens on a free port.
  EchoServer() throws IOException {
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    var _ = Thread.ofPlatform().daemon().name("spate-echo").start(this::serve);
  }

  int port() {
    return listener.socket().getLocalPort();
  }

  private void serve() {
    try (selector) {
      while (listener.isOpen()) {
        selector.select(this::onReady);
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      LOG.warn("the server that a worker rehearses with broke", e);
    }
  }

  private void onReady(SelectionKey key) {
    try {
      if (key.channel() instanceof SocketChannel connection) {
        answer(connection);
      } else {
        accept();
      }
    } catch (IOException _) { // the worker is done with the connection, or the server with its port
      key.cancel();
    }
  }

  private void accept() throws IOException {
    SocketChannel connection = listener.accept();
    if (connection != null) {
      connection.configureBlocking(false);
      connection.socket().setTcpNoDelay(true);
      connection.register(selector, SelectionKey.OP_READ);
    }
  }

  private void answer(SocketChannel connection) throws IOException {
    if (connection.read(request.clear()) < 0 || connection.write(answer.rewind()) < ANSWER.length) {
      connection.close();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    selector.wakeup();
  }
}

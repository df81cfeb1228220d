package dev.spate.worker.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on a Unix socket that gives the same answer to each request without a body.
final class UnixServer implements AutoCloseable {
  private final ServerSocketChannel listener;
  private final Thread acceptor;
  private final AtomicInteger accepted = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<SocketChannel> channels = new CopyOnWriteArrayList<>();

  private UnixServer(ServerSocketChannel listener, String answer) {
    this.listener = listener;
    acceptor = Thread.ofPlatform().daemon().unstarted(() -> accept(answer));
  }

  static UnixServer start(Path path, String answer) {
    try {
      ServerSocketChannel listener =
          ServerSocketChannel.open(StandardProtocolFamily.UNIX)
              .bind(UnixDomainSocketAddress.of(path));
      UnixServer server = new UnixServer(listener, answer);
      server.acceptor.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int accepted() {
    return accepted.get();
  }

  List<String> requests() {
    return requests;
  }

  private void accept(String answer) {
    try {
      while (true) {
        SocketChannel channel = listener.accept();
        channels.add(channel);
        accepted.incrementAndGet();
        Thread.ofPlatform().daemon().start(() -> serve(channel, answer));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void serve(SocketChannel channel, String answer) {
    ByteBuffer one = ByteBuffer.allocate(1);
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    try (channel) {
      while (channel.read(one.clear()) > 0) {
        head.write(one.get(0));
        if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
          requests.add(head.toString(StandardCharsets.ISO_8859_1));
          head.reset();
          channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.ISO_8859_1)));
        }
      }
    } catch (IOException _) {
      // the client went away
    }
  }

  /// The socket listens for as long as somebody waits in accept.
  @Override
  public void close() {
    try {
      listener.close();
      acceptor.join(Duration.ofSeconds(30));
      for (SocketChannel channel : channels) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

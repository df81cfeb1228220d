package dev.spate.worker.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// A fast server of one thread that gives the same answer to everything that it reads: whole small
/// requests, as they come from connections that wait for an answer.
public final class FixedServer implements AutoCloseable {
  private final Selector selector;
  private final ServerSocketChannel listener;
  private final ByteBuffer answer;
  private final ByteBuffer read = ByteBuffer.allocateDirect(64 * 1024);

  private FixedServer(Selector selector, ServerSocketChannel listener, byte[] answer) {
    this.selector = selector;
    this.listener = listener;
    this.answer = ByteBuffer.allocateDirect(answer.length).put(answer).flip();
  }

  public static FixedServer start(String answer) {
    try {
      ServerSocketChannel listener =
          ServerSocketChannel.open()
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Selector selector = Selector.open();
      listener.configureBlocking(false);
      listener.register(selector, SelectionKey.OP_ACCEPT);
      FixedServer server =
          new FixedServer(selector, listener, answer.getBytes(StandardCharsets.ISO_8859_1));
      Thread.ofPlatform().daemon().name("fixed-server").start(server::serve);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(
        listener.socket().getInetAddress(), listener.socket().getLocalPort());
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
      throw new UncheckedIOException(e);
    }
  }

  private void onReady(SelectionKey key) {
    try {
      if (key.channel() instanceof SocketChannel client) {
        answer(client);
      } else {
        SocketChannel client = listener.accept();
        client.configureBlocking(false);
        client.register(selector, SelectionKey.OP_READ);
      }
    } catch (IOException e) {
      key.cancel();
    }
  }

  private void answer(SocketChannel client) throws IOException {
    if (client.read(read.clear()) < 0) {
      client.close();
    } else {
      int written = client.write(answer.rewind());
      if (written < answer.limit()) {
        throw new IOException("the client does not read");
      }
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      selector.wakeup();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

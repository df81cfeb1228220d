package dev.spate.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// A target that costs hardly more than its system calls, so that the generator is the limit and
/// not the target: one thread, no parsing but for where a request ends, the same answer to all of
/// them, HTTP/1.1 and HTTP/2 (prior knowledge) on a port each. A program of its own; it prints
/// `ready` and runs until it is ended.
///
/// It knows nothing of requests with bodies, nor of what a peer does wrong: it is for generators.
final class CheapTarget {
  private static final long PATIENCE_SECONDS = 10;
  private static final int BACKLOG = 4_096;
  private static final int BUFFER = 64 * 1024;

  /// The answers to what one read can hold: the smallest request takes more bytes than a sixth of
  /// its answer.
  private static final int ANSWERS = 8 * BUFFER;

  /// The protocol of one connection.
  interface Answers {
    /// Uses up the whole requests that there are, and adds their answers.
    ///
    /// @param in what came and was not used up, between position and limit
    /// @throws IOException for what this target does not know
    void answer(ByteBuffer in, ByteBuffer out) throws IOException;
  }

  /// @param held what has come of a request that is not complete
  private record Connection(Answers answers, ByteBuffer held) {}

  /// One that runs.
  record Running(int http1Port, int http2Port) {}

  private final Selector selector;
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
  private final ByteBuffer out = ByteBuffer.allocateDirect(ANSWERS);

  private CheapTarget(Selector selector) {
    this.selector = selector;
  }

  /// Starts it as a process.
  static Running start(Processes processes, String processor)
      throws IOException, InterruptedException {
    List<Integer> ports = Nginx.freePorts(2);
    Processes.Service service =
        processes.start(
            "target",
            processor,
            Map.of(),
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            CheapTarget.class.getName(),
            ports.getFirst().toString(),
            ports.getLast().toString());
    service.await("ready", PATIENCE_SECONDS);
    return new Running(ports.getFirst(), ports.getLast());
  }

  /// @param arguments the ports of HTTP/1.1 and HTTP/2
  public static void main(String... arguments) throws IOException {
    try (Selector selector = Selector.open();
        ServerSocketChannel http1 = listener(arguments[0]);
        ServerSocketChannel http2 = listener(arguments[1])) {
      Supplier<Answers> first = Http1Answers::new;
      Supplier<Answers> second = Http2Answers::new;
      var _ = http1.register(selector, SelectionKey.OP_ACCEPT, first);
      var _ = http2.register(selector, SelectionKey.OP_ACCEPT, second);
      System.out.println("ready");
      new CheapTarget(selector).serve();
    }
  }

  private static ServerSocketChannel listener(String port) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    ServerSocketChannel channel = ServerSocketChannel.open().bind(address, BACKLOG);
    var _ = channel.configureBlocking(false);
    return channel;
  }

  private void serve() throws IOException {
    while (true) {
      selector.select();
      Set<SelectionKey> ready = selector.selectedKeys();
      for (SelectionKey key : ready) {
        serve(key);
      }
      ready.clear();
    }
  }

  private void serve(SelectionKey key) throws IOException {
    if (key.attachment() instanceof Connection connection) {
      try {
        read((SocketChannel) key.channel(), connection);
      } catch (IOException gone) {
        key.channel().close();
      }
    } else if (key.attachment() instanceof Supplier<?> protocol) {
      accept((ServerSocketChannel) key.channel(), protocol);
    }
  }

  private void accept(ServerSocketChannel listener, Supplier<?> protocol) throws IOException {
    for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
      channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Connection connection =
          new Connection((Answers) protocol.get(), ByteBuffer.allocate(BUFFER).limit(0));
      channel.keyFor(selector).attach(connection);
    }
  }

  private void read(SocketChannel channel, Connection connection) throws IOException {
    ByteBuffer held = connection.held();
    in.clear().put(held);
    if (channel.read(in) < 0) {
      throw new IOException("closed");
    }
    in.flip();
    out.clear();
    connection.answers().answer(in, out);
    held.clear().put(in).flip();
    out.flip();
    while (out.hasRemaining()) { // generators read what they asked for
      channel.write(out);
    }
  }
}

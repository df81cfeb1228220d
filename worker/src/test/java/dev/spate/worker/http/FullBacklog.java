package dev.spate.worker.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// A listener that accepts nothing and whose queue is full, so that connecting to it hangs. Where
/// the system does not let a queue run full, the test that needs it is skipped, and says so.
public final class FullBacklog implements AutoCloseable {
  private static final int ENOUGH = 100;

  private final ServerSocket listener;
  private final List<Socket> queued = new ArrayList<>();

  private FullBacklog(ServerSocket listener) {
    this.listener = listener;
  }

  public static FullBacklog create() throws IOException {
    FullBacklog backlog = new FullBacklog(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    boolean full = backlog.fill();
    if (!full) {
      backlog.close();
      System.err.println("SKIPPED: this system's listen queue does not run full");
    }
    Assumptions.assumeTrue(full, "this system's listen queue does not run full");
    return backlog;
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  private boolean fill() throws IOException {
    for (int i = 0; i < ENOUGH; i++) {
      Socket socket = new Socket();
      queued.add(socket);
      try {
        socket.connect(address(), 200);
      } catch (SocketTimeoutException e) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : queued) {
      socket.close();
    }
    listener.close();
  }
}

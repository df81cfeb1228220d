package dev.spate.worker.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on loopback that does to each connection what a script says, byte by byte if need be.
public final class ScriptedServer implements AutoCloseable {
  /// What happens on a connection; it is closed at the end.
  @FunctionalInterface
  public interface Script {
    /// @param number of the connection, from 0
    void play(int number, Peer peer) throws IOException, InterruptedException;
  }

  private final ServerSocket listener;
  private final AtomicInteger accepted = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private ScriptedServer(ServerSocket listener) {
    this.listener = listener;
  }

  public static ScriptedServer start(Script script) {
    try {
      return start(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ScriptedServer start(ServerSocket listener, Script script) {
    ScriptedServer server = new ScriptedServer(listener);
    Thread.ofVirtual().start(() -> server.accept(script));
    return server;
  }

  /// Answers everything with the same bytes, on connections that stay open.
  public static ScriptedServer answering(String answer) {
    return start((_, peer) -> {
      while (true) {
        peer.readRequest();
        peer.write(answer);
      }
    });
  }

  private void accept(Script script) {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        int number = accepted.getAndIncrement();
        Thread.ofVirtual().start(() -> play(script, number, socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void play(Script script, int number, Socket socket) {
    try (socket) {
      script.play(number, new Peer(socket));
    } catch (IOException e) {
      // the client went away
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// How many connections there were.
  public int accepted() {
    return accepted.get();
  }

  /// The requests that were read, head and body, in order.
  public List<String> requests() {
    return requests;
  }

  /// Closes all connections, and goes on listening.
  public void closeConnections() {
    try {
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Accepts no more, and refuses who waits to be accepted.
  public void stopListening() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stopListening();
    closeConnections();
  }

  /// The server's end of a connection.
  public final class Peer {
    private final Socket socket;
    private final InputStream in;

    public Peer(Socket socket) throws IOException {
      this.socket = socket;
      in = new BufferedInputStream(socket.getInputStream());
    }

    /// @throws EOFException where the client has closed
    public String readRequest() throws IOException {
      String head = readHead();
      String request = head + readBody(head);
      requests.add(request);
      return request;
    }

    /// Reads so many requests before any is answered.
    public void readRequests(int count) throws IOException {
      for (int i = 0; i < count; i++) {
        readRequest();
      }
    }

    /// Reads a request up to its body.
    ///
    /// @throws EOFException where the client has closed
    public String readHead() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          throw new EOFException();
        }
        head.write(next);
      }
      return head.toString(StandardCharsets.ISO_8859_1);
    }

    /// Reads the body that goes with a head.
    public String readBody(String head) throws IOException {
      return new String(in.readNBytes(contentLength(head)), StandardCharsets.ISO_8859_1);
    }

    /// Lets time pass, so that what is written next comes by itself and later. No state is waited
    /// for so: there are latches, and what the client sends.
    public void pause(int millis) throws InterruptedException {
      Thread.sleep(millis);
    }

    /// Whether the client says nothing for so long.
    public boolean hearsNothingFor(int millis) throws IOException {
      socket.setSoTimeout(millis);
      try {
        in.mark(1);
        int _ = in.read();
        in.reset();
        return false;
      } catch (SocketTimeoutException e) {
        return true;
      } finally {
        socket.setSoTimeout(0);
      }
    }

    /// Where the client connected from, without its port.
    public String remoteAddress() {
      return socket.getInetAddress().getHostAddress();
    }

    /// Reads one byte, and leaves the rest where it is.
    public void readByte() throws IOException {
      if (in.read() < 0) {
        throw new EOFException();
      }
    }

    /// Reads so many bytes.
    ///
    /// @throws EOFException where the client has closed
    public byte[] read(int count) throws IOException {
      byte[] bytes = in.readNBytes(count);
      if (bytes.length < count) {
        throw new EOFException();
      }
      return bytes;
    }

    public void write(String bytes) throws IOException {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Waits for the client to close.
    public void awaitEnd() throws IOException {
      while (in.read() >= 0) {
        // not for us
      }
    }

    /// What the client says until it closes.
    public String readToEnd() throws IOException {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /// Closes with a reset instead of a farewell.
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    private static int contentLength(String head) {
      return head.lines()
          .filter(line -> line.startsWith("Content-Length: "))
          .mapToInt(line -> Integer.parseInt(line.substring(16)))
          .findFirst()
          .orElse(0);
    }
  }
}

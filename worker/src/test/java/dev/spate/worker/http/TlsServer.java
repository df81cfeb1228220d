package dev.spate.worker.http;

import io.netty.pkitesting.X509Bundle;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A server of the JDK's own TLS, which says what it saw of its clients. Trusts what
/// [Certificates#AUTHORITY] has signed.
final class TlsServer implements AutoCloseable {
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  /// One handshake, as the server saw it.
  ///
  /// @param serverName by SNI, empty without
  /// @param application what ALPN agreed on, empty where the client did not ask
  /// @param client the subject of its certificate, empty without
  record Seen(String version, String serverName, String application, String client) {}

  private final SSLServerSocket listener;
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();

  private TlsServer(SSLServerSocket listener) {
    this.listener = listener;
  }

  /// A server of localhost.
  static TlsServer start() {
    return start(_ -> {});
  }

  /// A server of localhost, whose key is of an elliptic curve.
  static TlsServer start(Consumer<SSLServerSocket> configure) {
    return start(Certificates.server("localhost"), configure);
  }

  static TlsServer start(X509Bundle certificate) {
    return start(certificate, _ -> {});
  }

  static TlsServer start(X509Bundle certificate, Consumer<SSLServerSocket> configure) {
    try {
      KeyManagerFactory own = certificate.toKeyManagerFactory();
      TrustManagerFactory trust = Certificates.AUTHORITY.toTrustManagerFactory();
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
      SSLServerSocket listener =
          (SSLServerSocket)
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      configure.accept(listener);
      TlsServer server = new TlsServer(listener);
      Thread.ofVirtual().start(server::accept);
      return server;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        SSLSocket socket = (SSLSocket) listener.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(SSLSocket socket) {
    try (socket) {
      socket.startHandshake();
      seen.add(seen(socket));
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (readRequest(in)) {
        requests.incrementAndGet();
        socket.getOutputStream().write(OK.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      // the client went away, or there is no TLS with it
    }
  }

  private static Seen seen(SSLSocket socket) {
    ExtendedSSLSession session = (ExtendedSSLSession) socket.getSession();
    String name =
        session.getRequestedServerNames().stream().findFirst().map(TlsServer::text).orElse("");
    String application = socket.getApplicationProtocol();
    return new Seen(
        session.getProtocol(), name, application == null ? "" : application, client(session));
  }

  private static String text(SNIServerName name) {
    return name instanceof SNIHostName host ? host.getAsciiName() : "";
  }

  private static String client(ExtendedSSLSession session) {
    try {
      return session.getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException e) {
      return "";
    }
  }

  private static boolean readRequest(InputStream in) throws IOException {
    int ends = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
      if (ends == 2) {
        return true;
      }
    }
    return false;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  int port() {
    return listener.getLocalPort();
  }

  /// The handshakes that were completed.
  List<Seen> seen() {
    return seen;
  }

  int requests() {
    return requests.get();
  }

  /// Closes all connections, and goes on listening.
  void closeConnections() {
    try {
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      closeConnections();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

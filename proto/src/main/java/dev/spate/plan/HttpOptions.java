package dev.spate.plan;

import java.util.List;

/// How requests are sent.
///
/// @param headers sent with every request
public record HttpOptions(
    Deadlines deadlines,
    Protocol protocol,
    List<Header> headers,
    ConnectionOptions connections,
    TlsOptions tls) {
  /// What holds where a plan does not say.
  public static final HttpOptions DEFAULT =
      new HttpOptions(
          Deadlines.DEFAULT,
          Protocol.AUTO,
          List.of(),
          ConnectionOptions.DEFAULT,
          TlsOptions.DEFAULT);

  public HttpOptions {
    headers = List.copyOf(headers);
  }

  /// The same with other headers.
  public HttpOptions withHeaders(List<Header> changed) {
    return new HttpOptions(deadlines, protocol, changed, connections, tls);
  }

  /// The same with other connections.
  public HttpOptions withConnections(ConnectionOptions changed) {
    return new HttpOptions(deadlines, protocol, headers, changed, tls);
  }

  /// The same with other TLS.
  public HttpOptions withTls(TlsOptions changed) {
    return new HttpOptions(deadlines, protocol, headers, connections, changed);
  }

  /// The same with other deadlines.
  public HttpOptions withDeadlines(Deadlines changed) {
    return new HttpOptions(changed, protocol, headers, connections, tls);
  }

  /// The same with another protocol.
  public HttpOptions withProtocol(Protocol changed) {
    return new HttpOptions(deadlines, changed, headers, connections, tls);
  }
}

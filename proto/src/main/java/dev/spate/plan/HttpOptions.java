package dev.spate.plan;

import java.util.List;

/// How requests are sent.
///
/// @param headers sent with every request
/// @param sampleErrors of how many failed answers of each request and outcome, on each event loop,
///   the beginning is kept for the report: 0, for none, to [#MAX_SAMPLE_ERRORS]
public record HttpOptions(
    Deadlines deadlines,
    Protocol protocol,
    List<Header> headers,
    ConnectionOptions connections,
    TlsOptions tls,
    int sampleErrors) {
  public static final int MAX_SAMPLE_ERRORS = 10;

  /// What holds where a plan does not say.
  public static final HttpOptions DEFAULT =
      new HttpOptions(
          Deadlines.DEFAULT,
          Protocol.AUTO,
          List.of(),
          ConnectionOptions.DEFAULT,
          TlsOptions.DEFAULT,
          0);

  /// @throws IllegalArgumentException outside the range above
  public HttpOptions {
    headers = List.copyOf(headers);
    if (sampleErrors < 0 || sampleErrors > MAX_SAMPLE_ERRORS) {
      throw new IllegalArgumentException(
          "0 to " + MAX_SAMPLE_ERRORS + " samples of errors, not " + sampleErrors);
    }
  }

  /// The same with other headers.
  public HttpOptions withHeaders(List<Header> changed) {
    return new HttpOptions(deadlines, protocol, changed, connections, tls, sampleErrors);
  }

  /// The same with other connections.
  public HttpOptions withConnections(ConnectionOptions changed) {
    return new HttpOptions(deadlines, protocol, headers, changed, tls, sampleErrors);
  }

  /// The same with other TLS.
  public HttpOptions withTls(TlsOptions changed) {
    return new HttpOptions(deadlines, protocol, headers, connections, changed, sampleErrors);
  }

  /// The same with other deadlines.
  public HttpOptions withDeadlines(Deadlines changed) {
    return new HttpOptions(changed, protocol, headers, connections, tls, sampleErrors);
  }

  /// The same with another protocol.
  public HttpOptions withProtocol(Protocol changed) {
    return new HttpOptions(deadlines, changed, headers, connections, tls, sampleErrors);
  }

  /// The same with another number of samples of errors.
  public HttpOptions withSampleErrors(int changed) {
    return new HttpOptions(deadlines, protocol, headers, connections, tls, changed);
  }
}

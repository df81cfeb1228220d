package dev.spate.plan;

/// What is spoken to the target.
public enum Protocol {
  /// Over TLS whatever the target picks (ALPN), HTTP/1.1 in the clear.
  AUTO("auto"),
  HTTP1("http1"),
  /// HTTP/2: by ALPN over TLS, with prior knowledge in the clear.
  HTTP2("http2"),
  /// HTTP/2 in the clear where the target takes the offer of an upgrade, else HTTP/1.1.
  H2C("h2c");

  private final String id;

  Protocol(String id) {
    this.id = id;
  }

  /// The name in plans and reports.
  public String id() {
    return id;
  }
}

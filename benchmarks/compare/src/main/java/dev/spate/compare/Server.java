package dev.spate.compare;

/// What the generators send to. In the clear it is [CheapTarget]; TLS is nginx's, which does what
/// TLS takes as servers do.
enum Server {
  HTTP1("http"),
  HTTP2("http"),
  HTTP1_TLS("https"),
  HTTP2_TLS("https");

  private final String scheme;

  Server(String scheme) {
    this.scheme = scheme;
  }

  String url(int port) {
    return scheme + "://127.0.0.1:" + port;
  }
}

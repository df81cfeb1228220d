package dev.spate.worker.cookie;

/// A cookie that is kept.
///
/// @param domain that it was set for; empty for the host alone
/// @param path of which requests it is for
/// @param secure whether it goes over TLS only
/// @param expiresNs on the loop's clock; [Long#MAX_VALUE] for one that lasts as long as its user
record Cookie(
    String name, String value, String domain, String path, boolean secure, long expiresNs) {
  /// Whether one takes the place of the other (RFC 6265 §5.3, step 11).
  boolean isSameAs(Cookie other) {
    return name.equals(other.name) && domain.equals(other.domain) && path.equals(other.path);
  }

  boolean isExpired(long nowNs) {
    return expiresNs <= nowNs;
  }

  /// Whether a request to a path takes it along (RFC 6265 §5.1.4).
  boolean isFor(String requested) {
    return requested.startsWith(path)
        && (requested.length() == path.length()
            || path.endsWith("/")
            || requested.charAt(path.length()) == '/');
  }
}

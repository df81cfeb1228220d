package dev.spate.plan;

/// With what a program asks an authorization server for an access token of its own (RFC 6749 §4.4).
///
/// @param server of the token endpoint, without a base path
/// @param path of the token endpoint; starts with `/`
/// @param clientId 1 to [#MAX_LENGTH] characters
/// @param clientSecret up to [#MAX_LENGTH] characters; kept out of everything that is kept of a run
/// @param scope up to [#MAX_LENGTH] characters; empty for what the server gives without
/// @param audience whom the token is for, which some servers want; as long, or empty
/// @param place where the client says who it is
public record ClientCredentials(
    Target server,
    String path,
    String clientId,
    String clientSecret,
    String scope,
    String audience,
    Place place) {
  public static final int MAX_LENGTH = 4_096;

  /// Where in a request for a token.
  public enum Place {
    /// The header `authorization`, by the scheme Basic (RFC 6749 §2.3.1).
    HEADER,
    /// The form that is sent.
    BODY
  }

  /// @throws IllegalArgumentException outside the ranges above
  public ClientCredentials {
    if (!path.startsWith("/") || path.length() > HttpRequest.MAX_PATH) {
      throw new IllegalArgumentException("not the path of a token endpoint: " + path);
    }
    if (clientId.isEmpty()) {
      throw new IllegalArgumentException("a client has an id");
    }
    for (String text : new String[] {clientId, clientSecret, scope, audience}) {
      if (text.length() > MAX_LENGTH) {
        throw new IllegalArgumentException(
            "what is sent to a token endpoint has at most " + MAX_LENGTH + " characters each");
      }
    }
  }

  /// The URL of the token endpoint.
  public String url() {
    return server.url() + path;
  }

  /// The same with another secret.
  public ClientCredentials withSecret(String secret) {
    return new ClientCredentials(server, path, clientId, secret, scope, audience, place);
  }

  /// Without the secret, so that it gets into no log.
  @Override
  public String toString() {
    return clientId + " at " + url();
  }
}

package dev.spate.coordinator.plan;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which headers carry secrets.
final class SecretHeaders {
  private static final Set<String> NAMES =
      Set.of("authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key");

  private static final List<String> PARTS =
      List.of("token", "secret", "password", "api-key", "apikey", "api_key");

  private SecretHeaders() {}

  static boolean isSecret(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return NAMES.contains(name) || PARTS.stream().anyMatch(name::contains);
  }

  /// Whether a line of a plan has something to do with one of them.
  static boolean mentionedIn(String line) {
    String text = line.toLowerCase(Locale.ROOT);
    return text.contains("authorization")
        || text.contains("cookie")
        || text.contains("bearer")
        || PARTS.stream().anyMatch(text::contains);
  }
}

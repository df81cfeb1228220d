package dev.spate.plan;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which headers carry secrets.
public final class SecretHeaders {
  /// What stands in the place of a secret.
  public static final String MASK = "***";

  private static final Set<String> NAMES =
      Set.of("authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key");

  private static final List<String> PARTS =
      List.of("token", "secret", "password", "api-key", "apikey", "api_key");

  private SecretHeaders() {}

  /// @param header its name, in any case
  public static boolean isSecret(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return NAMES.contains(name) || PARTS.stream().anyMatch(name::contains);
  }

  /// Whether a line has something to do with one of them.
  public static boolean mentionedIn(String line) {
    String text = line.toLowerCase(Locale.ROOT);
    return text.contains("authorization")
        || text.contains("cookie")
        || text.contains("bearer")
        || (text.contains("@") && (text.contains("proxy") || text.contains("//")))
        || text.contains("private key")
        || PARTS.stream().anyMatch(text::contains);
  }
}

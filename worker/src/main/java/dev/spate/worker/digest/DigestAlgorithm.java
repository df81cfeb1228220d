package dev.spate.worker.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/// What a challenge may want to be answered with, the better the later (RFC 7616 §3.7).
enum DigestAlgorithm {
  MD5("MD5"),
  SHA_256("SHA-256"),
  SHA_512_256("SHA-512-256");

  private static final String SESSION = "-sess";

  private final String id;

  DigestAlgorithm(String id) {
    this.id = id;
  }

  /// @param name as a challenge has it, with `-sess` or without; MD5 where it has none
  static Optional<DigestAlgorithm> named(String name) {
    String base = isSession(name) ? name.substring(0, name.length() - SESSION.length()) : name;
    for (DigestAlgorithm each : values()) {
      if (each.id.equalsIgnoreCase(base.isEmpty() ? MD5.id : base)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  static boolean isSession(String name) {
    return name.regionMatches(true, name.length() - SESSION.length(), SESSION, 0, SESSION.length());
  }

  MessageDigest digest() {
    try {
      return MessageDigest.getInstance(this == SHA_512_256 ? "SHA-512/256" : id);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has these
    }
  }
}

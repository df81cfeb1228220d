package dev.spate.worker.digest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a target wants to know before it answers (RFC 7616 §3.3).
///
/// @param algorithmName as it is repeated in the answer; empty where the challenge has none
/// @param opaque to be repeated in the answer; null where there is none
/// @param counted whether answers are counted (`qop=auth`), else as RFC 2069 has it
/// @param stale whether only the nonce of the last answer was wrong
record Challenge(
    String realm,
    String nonce,
    Optional<String> opaque,
    DigestAlgorithm algorithm,
    String algorithmName,
    boolean counted,
    boolean stale) {
  /// The one with the best algorithm of those that can be answered; the first of several.
  ///
  /// @param fields values of `WWW-Authenticate`, each of which may have several
  static Optional<Challenge> best(List<String> fields) {
    return fields.stream()
        .flatMap(field -> ChallengeParser.parse(field).stream())
        .filter(scheme -> scheme.name().equalsIgnoreCase("digest"))
        .flatMap(scheme -> of(scheme.parameters()).stream())
        .reduce((one, other) -> other.algorithm.compareTo(one.algorithm) > 0 ? other : one);
  }

  private static Optional<Challenge> of(Map<String, String> parameters) {
    String name = parameters.getOrDefault("algorithm", "");
    String realm = parameters.get("realm");
    String nonce = parameters.get("nonce");
    String qop = parameters.getOrDefault("qop", "");
    boolean counted =
        Arrays.stream(qop.toLowerCase(Locale.ROOT).split("[ \t,]+")).anyMatch("auth"::equals);
    if (realm == null || nonce == null || (!qop.isBlank() && !counted)) {
      return Optional.empty();
    }
    return DigestAlgorithm.named(name)
        .map(algorithm ->
            new Challenge(
                realm,
                nonce,
                Optional.ofNullable(parameters.get("opaque")),
                algorithm,
                name,
                counted,
                parameters.getOrDefault("stale", "").equalsIgnoreCase("true")));
  }

  boolean session() {
    return DigestAlgorithm.isSession(algorithmName);
  }
}

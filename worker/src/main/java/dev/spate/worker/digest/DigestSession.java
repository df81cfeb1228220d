package dev.spate.worker.digest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one virtual user knows of a target that wants digests: its last challenge, which the next
/// requests answer ahead, until the target wants another one. Belongs to the loop's thread.
public final class DigestSession {
  private @Nullable Challenge challenge;
  private String clientNonce = "";
  private int count;

  /// Forgets all: another flow begins.
  public void clear() {
    challenge = null;
    count = 0;
  }

  /// Whether requests say who they are from.
  public boolean isOpen() {
    return challenge != null;
  }

  /// A target refused a request.
  ///
  /// @param fields values of `WWW-Authenticate`
  /// @param answered whether the request had an answer to a challenge: then the target has to have
  ///   a new one, or who is asking is not who he says
  /// @param drawn of which the client's nonce is made
  /// @return whether it can be sent again, with another answer
  public boolean onChallenge(List<String> fields, boolean answered, long drawn) {
    Optional<Challenge> wanted = Challenge.best(fields);
    Challenge known = challenge;
    if (wanted.isEmpty()
        || (answered
            && known != null
            && !wanted.get().stale()
            && wanted.get().nonce().equals(known.nonce()))) {
      return false;
    }
    challenge = wanted.get();
    clientNonce = HexFormat.of().toHexDigits(drawn);
    count = 0;
    return true;
  }

  /// The value of `Authorization` for the next request (RFC 7616 §3.4).
  ///
  /// @param path with the query, as it is sent
  /// @throws IllegalStateException before there was a challenge
  public String authorization(String user, String password, String method, String path) {
    Challenge wanted = challenge;
    if (wanted == null) {
      throw new IllegalStateException("there was no challenge");
    }
    count++;
    return answer(wanted, user, password, method, path, clientNonce, count);
  }

  static String answer(
      Challenge wanted,
      String user,
      String password,
      String method,
      String path,
      String clientNonce,
      int count) {
    String number = "%08x".formatted(count);
    String who = hash(wanted, user + ":" + wanted.realm() + ":" + password);
    if (wanted.session()) {
      who = hash(wanted, who + ":" + wanted.nonce() + ":" + clientNonce);
    }
    String what = hash(wanted, method + ":" + path);
    String middle = wanted.counted() ? number + ":" + clientNonce + ":auth:" : "";
    StringBuilder value = new StringBuilder("Digest username=").append(quoted(user));
    value.append(", realm=").append(quoted(wanted.realm()));
    value.append(", nonce=").append(quoted(wanted.nonce()));
    value.append(", uri=").append(quoted(path));
    value
        .append(", response=\"")
        .append(hash(wanted, who + ":" + wanted.nonce() + ":" + middle + what))
        .append('"');
    if (!wanted.algorithmName().isEmpty()) {
      value.append(", algorithm=").append(wanted.algorithmName());
    }
    if (wanted.counted() || wanted.session()) {
      value.append(", cnonce=\"").append(clientNonce).append('"');
    }
    wanted.opaque().ifPresent(opaque -> value.append(", opaque=").append(quoted(opaque)));
    if (wanted.counted()) {
      value.append(", qop=auth, nc=").append(number);
    }
    return value.toString();
  }

  private static String hash(Challenge wanted, String text) {
    return HexFormat.of().formatHex(wanted.algorithm().digest().digest(text.getBytes(UTF_8)));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}

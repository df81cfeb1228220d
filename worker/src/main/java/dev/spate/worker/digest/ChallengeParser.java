package dev.spate.worker.digest;

import dev.spate.plan.Header;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads what stands in `WWW-Authenticate` (RFC 9110 §11.6.1): schemes with their parameters, all
/// with commas between. Whatever cannot be read is left out.
final class ChallengeParser {
  /// @param parameters by their names in small letters; of several with one name the first
  record Scheme(String name, Map<String, String> parameters) {}

  private final String text;
  private final List<Scheme> schemes = new ArrayList<>();
  private int at;

  private ChallengeParser(String text) {
    this.text = text;
  }

  static List<Scheme> parse(String field) {
    return new ChallengeParser(field).schemes();
  }

  private List<Scheme> schemes() {
    while (at < text.length()) {
      skip(" \t,");
      String word = token();
      skip(" \t");
      if (word.isEmpty()) {
        at++; // what belongs to nothing
      } else if (next() == '=' && !schemes.isEmpty()) {
        at++;
        skip(" \t");
        String value = next() == '"' ? quoted() : token();
        schemes.getLast().parameters().putIfAbsent(word.toLowerCase(Locale.ROOT), value);
      } else {
        schemes.add(new Scheme(word, new HashMap<>()));
      }
    }
    return schemes;
  }

  private char next() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void skip(String characters) {
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private String token() {
    int from = at;
    while (at < text.length() && Header.isToken(text.charAt(at))) {
      at++;
    }
    return text.substring(from, at);
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    at++;
    return value.toString();
  }
}

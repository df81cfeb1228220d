package dev.spate.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where something is sent to, and with which headers. Both may be secrets: what is wrong with them
/// is said without them.
final class OutwardAddress {
  private OutwardAddress() {}

  /// @param option that has it, and `example` for one
  /// @throws CliException where it is no URL of http or https
  static URI url(String option, String text, String example) {
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // said below, without the text
    }
    throw CliException.invalid(option + " is not a URL of http or https", option + " " + example);
  }

  /// @param lines `NAME: VALUE`
  /// @throws CliException where one is no header
  static Map<String, String> headers(String option, List<String> lines) {
    Map<String, String> named = new LinkedHashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon < 1 || !line.substring(0, colon).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
        throw CliException.invalid(
            option + " is not a header", option + " 'authorization: Bearer …'");
      }
      named.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return named;
  }
}

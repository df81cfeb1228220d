package dev.spate.worker.engine;

import dev.spate.plan.Header;
import dev.spate.plan.SecretHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The beginning of an answer as text. Bytes that are no printable ASCII are written as in a C
/// string, but for ends of lines; values of headers that carry secrets are masked.
///
/// Up to the first empty line whatever looks like such a header is masked, for the head may be
/// malformed. Behind it only what is named as one: it may be the head that follows an interim
/// answer, or that of a request that the target sends back.
final class SampleText {
  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern LINE_END = Pattern.compile("\\r?\\n|\\r");

  private final StringBuilder text = new StringBuilder();
  private boolean head = true;
  private boolean secret;

  private SampleText() {}

  /// @param bytes at most [dev.spate.measure.ErrorSample#MAX_BYTES]; none takes more than four
  ///   characters
  static String of(byte[] bytes) {
    SampleText sample = new SampleText();
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    Matcher end = LINE_END.matcher(latin);
    int start = 0;
    while (end.find()) {
      sample.line(latin.substring(start, end.start()));
      sample.text.append(end.group().equals("\r") ? "\\r\n" : "\n");
      start = end.end();
    }
    sample.line(latin.substring(start));
    return sample.text.toString();
  }

  private void line(String line) {
    head &= !line.isEmpty() || text.isEmpty();
    int colon = line.indexOf(':');
    boolean folded = line.startsWith(" ") || line.startsWith("\t");
    if (secret && folded) {
      text.append(' ').append(SecretHeaders.MASK);
      return;
    }
    secret = colon > 0 && isSecret(line.substring(0, colon));
    if (secret) {
      escape(line.substring(0, colon));
      text.append(": ").append(SecretHeaders.MASK);
    } else {
      escape(line);
    }
  }

  private boolean isSecret(String name) {
    return head
        ? SecretHeaders.mentionedIn(name)
        : name.chars().allMatch(Header::isToken) && SecretHeaders.isSecret(name);
  }

  /// @param latin a character a byte
  private void escape(String latin) {
    for (int i = 0; i < latin.length(); i++) {
      char c = latin.charAt(i);
      if (c >= ' ' && c < 127) {
        text.append(c);
      } else if (c == '\t') {
        text.append("\\t");
      } else {
        text.append("\\x").append(HEX.toHexDigits((byte) c));
      }
    }
  }
}

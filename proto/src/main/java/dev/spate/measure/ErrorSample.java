package dev.spate.measure;

/// An answer that failed, as it came.
///
/// @param request its name in the plan
/// @param outcome what it counts as
/// @param status of the answer; 0 where it has none
/// @param atNs when it was found to have failed, in nanoseconds since arrival 0
/// @param text its beginning: status line, headers, body; at most [#MAX_TEXT] characters of
///   printable ASCII and line ends, without the values of headers that carry secrets
public record ErrorSample(String request, Outcome outcome, int status, long atNs, String text) {
  /// The most bytes of an answer that are kept.
  public static final int MAX_BYTES = 2_048;

  /// Each byte may take four characters: `\xff`.
  public static final int MAX_TEXT = 4 * MAX_BYTES;

  /// @throws IllegalArgumentException for an instant or a status below 0, or too long a text
  public ErrorSample {
    if (status < 0 || atNs < 0) {
      throw new IllegalArgumentException("no sample: status " + status + " at " + atNs + " ns");
    }
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "the text of a sample has at most " + MAX_TEXT + " characters, not " + text.length());
    }
  }
}

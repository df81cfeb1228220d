package dev.spate.worker.http.h1;

import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Why the parser may see another answer than Netty's decoder: a choice of ours that docs/http1.md
/// gives, or something that Netty does not take though the RFC lets a server send it.
///
/// @param applies whether an answer has what they see differently
record Difference(String reason, Predicate<AnswerText> applies) {
  private static final Pattern GREAT_CHUNK = chunkLine("0*[1-9a-fA-F][0-9a-fA-F]{7}");
  private static final Pattern EXTENSION = chunkLine("[0-9a-fA-F]+[ \\t]*;");
  private static final Pattern PADDED_CHUNK = chunkLine("[0-9a-fA-F]+[ \\t]+\\r\\n");
  private static final Pattern BLANK_PART =
      Pattern.compile(":[ \\t]*\\r?\\n[ \\t]|\\n[ \\t]+\\r?\\n");
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9a-z-]+";

  private static final List<Difference> PARSER_IS_STRICTER =
      List.of(
          new Difference(
              "Netty mends a head that is none: blanks before a colon, two in a status line",
              answer -> !answer.grammatical()),
          new Difference(
              "nobody asked to switch protocols",
              answer -> answer.any(head -> head.status() == 101)),
          new Difference(
              "HTTP/1.0 knows no transfer codings (RFC 9112 §6.1)",
              answer -> answer.any(head -> head.minor() == 0 && head.has("transfer-encoding"))),
          new Difference(
              "a coding has to be one; Netty looks for the word chunked alone",
              answer -> answer.any(Difference::hasOddCoding)),
          new Difference(
              "18 digits are enough for a length",
              answer -> answer.any(head -> hasLength(head, "0*[1-9][0-9]{18,}"))),
          new Difference(
              "Netty reads the first of several lengths of HTTP/1.0, be the others what they will",
              answer ->
                  answer.any(
                      head -> head.minor() == 0 && head.elements("content-length").size() > 1)),
          new Difference("trailers have to be fields", AnswerText::mayHaveBadTrailers),
          new Difference("Netty has fewer limits", AnswerText::mayExceedLimits),
          new Difference(
              "with a coding and a length, one connection is not used again",
              answer ->
                  answer.any(head -> head.has("transfer-encoding") && head.has("content-length"))));

  private static final List<Difference> NETTY_IS_STRICTER =
      List.of(
          new Difference(
              "where chunked is not the last coding, the answer ends with its connection"
                  + " (RFC 9112 §6.3, item 4)",
              answer -> answer.any(Difference::chunkedIsNotLast)),
          new Difference(
              "Netty compares lengths as text",
              answer -> answer.any(head -> hasLength(head, "0[0-9]+"))),
          new Difference(
              "Netty takes the blank in place of a line end for a part of the value",
              answer -> BLANK_PART.matcher(answer.text()).find()),
          new Difference(
              "Netty has the length of a chunk as an int",
              answer -> GREAT_CHUNK.matcher(answer.body()).find()),
          new Difference(
              "Netty wants extensions to be names with values",
              answer -> EXTENSION.matcher(answer.body()).find()),
          new Difference(
              "some servers pad the length of a chunk",
              answer -> PADDED_CHUNK.matcher(answer.body()).find()));

  /// The reasons that an answer gives.
  static List<String> in(AnswerText answer) {
    return Stream.concat(PARSER_IS_STRICTER.stream(), NETTY_IS_STRICTER.stream())
        .filter(difference -> difference.applies.test(answer))
        .map(Difference::reason)
        .toList();
  }

  private static Pattern chunkLine(String line) {
    return Pattern.compile("(?:\\A|\\n)" + line);
  }

  private static boolean hasLength(AnswerText.Head head, String pattern) {
    return head.elements("content-length").stream().anyMatch(length -> length.matches(pattern));
  }

  private static boolean hasOddCoding(AnswerText.Head head) {
    List<String> codings = codings(head);
    return head.has("transfer-encoding")
        && (codings.isEmpty()
            || Collections.frequency(codings, "chunked") > 1
            || codings.stream().anyMatch(coding -> !coding.matches(TOKEN)));
  }

  private static boolean chunkedIsNotLast(AnswerText.Head head) {
    List<String> codings = codings(head);
    return codings.contains("chunked") && !codings.getLast().equals("chunked");
  }

  private static List<String> codings(AnswerText.Head head) {
    return head.elements("transfer-encoding").stream().filter(coding -> !coding.isEmpty()).toList();
  }
}

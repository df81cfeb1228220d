package dev.spate.worker.http.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/// What has to hold for the parser on any bytes whatever:
///
/// - it throws nothing, and does not read past the end of a buffer;
/// - it sees the same however they are split;
/// - what it takes for an answer has a grammatical head;
/// - it sees what Netty's decoder sees, or there is a known [Difference].
final class ResponseOracle {
  private ResponseOracle() {}

  /// @throws AssertionError where something does not hold
  static void check(byte[] bytes) {
    check(bytes, false);
    check(bytes, true);
  }

  private static void check(byte[] bytes, boolean toHead) {
    AnswerStream ours = AnswerStream.byParser(bytes, toHead);
    int[] everywhere = IntStream.range(0, bytes.length).toArray();
    assertThat(AnswerStream.byParser(bytes, toHead, everywhere)).as("byte by byte").isEqualTo(ours);
    int[] some = someSplits(bytes);
    assertThat(AnswerStream.byParser(bytes, toHead, some))
        .as("split at %s", Arrays.toString(some))
        .isEqualTo(ours);
    compare(bytes, ours, AnswerStream.byNetty(bytes, toHead));
  }

  /// At random, but always the same for the same bytes.
  private static int[] someSplits(byte[] bytes) {
    return new Random(Arrays.hashCode(bytes)).ints(3, 0, bytes.length + 1).sorted().toArray();
  }

  /// Up to where they part for a known reason; from there on each reads something else.
  private static void compare(byte[] bytes, AnswerStream ours, AnswerStream netty) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int from = 0;
    for (int i = 0; i < Math.max(ours.answers().size(), netty.answers().size()); i++) {
      AnswerText answer = new AnswerText(text.substring(from));
      AnswerStream.Answer one = i < ours.answers().size() ? ours.answers().get(i) : null;
      AnswerStream.Answer other = i < netty.answers().size() ? netty.answers().get(i) : null;
      if (one != null) {
        assertThat(answer.grammatical()).as("grammatical from %s", from).isTrue();
      }
      if (one == null || !one.equals(other)) {
        assertThat(Difference.in(answer))
            .as(
                "from %s the parser sees %s of %s, and Netty %s of %s",
                from, one, ours, other, netty)
            .isNotEmpty();
        return;
      }
      from = one.end();
    }
    AnswerText rest = new AnswerText(text.substring(from));
    if (netty.malformed() && !ours.malformed() && rest.grammatical()) {
      assertThat(Difference.in(rest))
          .as("what follows %s is malformed for Netty", from)
          .isNotEmpty();
    }
  }
}

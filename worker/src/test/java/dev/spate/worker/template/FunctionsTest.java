package dev.spate.worker.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Expression;
import dev.spate.plan.Function;
import dev.spate.plan.Template;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FunctionsTest {
  private final VariablePlaces places = VariablePlaces.ofNames(List.of());
  private final Variables variables = new Variables(places);

  private String value(Function function, String... arguments) {
    List<Expression> literals =
        Stream.of(arguments).<Expression>map(Expression.Literal::new).toList();
    Template.Hole hole =
        new Template.Hole(new Expression.Call(function, literals), Template.Encoding.PLAIN);
    return Phrase.of(new Template(List.of(hole)), places).textFor(variables);
  }

  @Test
  void drawsUuidsOfVersion4() {
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < 1_000; i++) {
      UUID uuid = UUID.fromString(value(Function.UUID));
      assertThat(uuid.version()).isEqualTo(4);
      assertThat(uuid.variant()).isEqualTo(2);
      seen.add(uuid.toString());
    }
    assertThat(seen).hasSize(1_000);
  }

  @Test
  void drawsNumbersBetweenBothIncluded() {
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < 1_000; i++) {
      seen.add(value(Function.RANDOM_INT, "-1", "2"));
    }
    assertThat(seen).containsExactly("-1", "0", "1", "2");
  }

  @Test
  void drawsTextsOfALength() {
    assertThat(value(Function.RANDOM_STRING, "40")).matches("[a-z0-9]{40}");
    assertThat(value(Function.RANDOM_STRING, "0")).isEmpty();
  }

  @Test
  void drawsTheSameFromTheSameSeedAndOtherwiseFromAnother() {
    variables.begin(7, 0, 0);
    String first = value(Function.RANDOM_STRING, "20");
    String second = value(Function.RANDOM_STRING, "20");
    variables.begin(7, 0, 0);
    assertThat(value(Function.RANDOM_STRING, "20")).isEqualTo(first).isNotEqualTo(second);
    variables.begin(8, 0, 0);
    assertThat(value(Function.RANDOM_STRING, "20")).isNotEqualTo(first);
  }

  @Test
  void tellsTheTimeInThreeWays() {
    long before = System.currentTimeMillis();
    assertThat(Long.parseLong(value(Function.NOW))).isGreaterThanOrEqualTo(before);
    assertThat(Long.parseLong(value(Function.NOW, "s"))).isGreaterThanOrEqualTo(before / 1_000);
    assertThat(Instant.parse(value(Function.NOW, "iso")).toEpochMilli())
        .isGreaterThanOrEqualTo(before);
  }

  /// RFC 4648 §10, RFC 3986 §2.
  @Test
  void encodes() {
    assertThat(value(Function.BASE64, "fooba")).isEqualTo("Zm9vYmE=");
    assertThat(value(Function.CONCAT, "a", "", "bc")).isEqualTo("abc");
    assertThat(value(Function.URL_ENCODE, "a/b c~\u00FC")).isEqualTo("a%2Fb%20c~%C3%BC");
    assertThat(value(Function.UPPER, "aB1")).isEqualTo("AB1");
    assertThat(value(Function.LOWER, "aB1")).isEqualTo("ab1");
  }

  /// RFC 4231 §4.3 (test case 2); RFC 2202 §3 (test case 2).
  @Test
  void signs() {
    assertThat(value(Function.HMAC, "sha256", "Jefe", "what do ya want for nothing?"))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    assertThat(value(Function.HMAC, "sha1", "Jefe", "what do ya want for nothing?"))
        .isEqualTo("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    assertThat(value(Function.HMAC, "sha512", "", "")).hasSize(128);
  }
}

package dev.spate.coordinator.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WildcardsTest {
  @ParameterizedTest
  @CsvSource({
    "shop, shop, true",
    "shop, shop2, false",
    "shop*, shop2, true",
    "*hop, shop, true",
    "*o*, shop, true",
    "s*p, shop, true",
    "sh*hop, shop, false",
    "a*a, a, false",
    "*, shop, true",
    "s**p, shop, true",
    "s?op, shop, false",
    "*x*, shop, false"
  })
  void matches(String pattern, String text, boolean expected) {
    assertThat(Wildcards.match(pattern, text)).isEqualTo(expected);
  }
}

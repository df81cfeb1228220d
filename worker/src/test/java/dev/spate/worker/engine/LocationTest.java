package dev.spate.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
  private static final Target SHOP = new Target(Target.Scheme.HTTP, "my_shop.example", 80, "/base");

  private static String resolved(String location) {
    return String.valueOf(Location.resolve(SHOP, "/base/b/c?d=1", location));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          /login,                             /login
          /a?b=c#d,                           /a?b=c
          next,                               /base/b/next
          ../up,                              /base/up
          ../../../../far,                    /far
          ?page=2,                            /base/b/c?page=2
          #top,                               /base/b/c?d=1
          http://my_shop.example,             /
          http://MY_shop.example:80/x,        /x
          //my_shop.example/y?,               /y?
          /gr\u00fcn and more,                /gr%FCn%20and%20more
          /100%,                              /100%25
          /a%2Fb,                             /a%2Fb
          """)
  void isResolvedAgainstTheRequest(String location, String path) {
    assertThat(resolved(location)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://my_shop.example/",
        "http://other.example/",
        "http://my_shop.example:8080/",
        "//other.example/",
        "http://anna@my_shop.example/",
        "mailto:anna@my_shop.example",
        "http:///x",
        "http://[::1/"
      })
  void thatOfAnotherOriginIsNone(String location) {
    assertThat(resolved(location)).isEqualTo("null");
  }

  @Test
  void aLongOneIsNone() {
    assertThat(resolved("/" + "x".repeat(8_192))).isEqualTo("null");
  }
}

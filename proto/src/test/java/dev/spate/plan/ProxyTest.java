package dev.spate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxyTest {
  @Test
  void readsAUrl() {
    assertThat(Proxy.parse("http://Proxy.example:3128/"))
        .isEqualTo(new Proxy("proxy.example", 3128, "", ""));
    assertThat(Proxy.parse("HTTP://[::1]:80")).isEqualTo(new Proxy("::1", 80, "", ""));
    assertThat(Proxy.parse("http://[::1]:80").authority()).isEqualTo("[::1]:80");
  }

  @Test
  void readsCredentials() {
    assertThat(Proxy.parse("http://me:pass:w+rd%40%C3%BC@127.0.0.1:8080"))
        .isEqualTo(new Proxy("127.0.0.1", 8080, "me", "pass:w+rd@\u00fc"));
    assertThat(Proxy.parse("http://a@b@127.0.0.1:8080").user()).isEqualTo("a@b");
    assertThat(Proxy.parse("http://me@127.0.0.1:8080").password()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127.0.0.1:3128",
        "https://me:s3cret@127.0.0.1:3128",
        "socks5://me:s3cret@127.0.0.1:1080",
        "//me:s3cret@127.0.0.1:1080",
        "me:s3cret@127.0.0.1:1080",
        "http://me:s3cret@127.0.0.1",
        "http://me:s3cret@127.0.0.1:70000",
        "http://me:s3cret@127.0.0.1:0",
        "http://me:s3cret@:3128",
        "http://me:s3cret@[::g]:3128",
        "http://me:s3cret@[1:2]:3128",
        "http://me:s3cret@127.0.0.1:3128/path",
        "http://:s3cret@127.0.0.1:3128",
        "http://me:s3cret%0d%0a@127.0.0.1:3128",
        "http://me:s3cret%4@127.0.0.1:3128",
        "http://a%3Ab:s3cret@127.0.0.1:3128"
      })
  void refusesEverythingElseWithoutASecretInTheMessage(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Proxy.parse(url))
        .withMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "http://me:s3cret@127.0.0.1:1, http://***@127.0.0.1:1",
    "http://127.0.0.1:1, http://127.0.0.1:1",
    "http://a@b@127.0.0.1:1, http://***@127.0.0.1:1",
    "me:s3cret@127.0.0.1, ***@127.0.0.1",
    "http:/me:s3cret@127.0.0.1, ***@127.0.0.1",
    "http://me:s3/cret@127.0.0.1:1, http://***@127.0.0.1:1",
    "socks5://me:s3cret@127.0.0.1:1, ***@127.0.0.1:1"
  })
  void masksCredentials(String url, String masked) {
    assertThat(Proxy.masked(url, "***")).isEqualTo(masked);
  }

  @Test
  void writesCredentialsAsBasic() {
    // RFC 7617 §2 and §2.1
    assertThat(new Proxy("p", 1, "Aladdin", "open sesame").authorization())
        .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assertThat(new Proxy("p", 1, "test", "123\u00a3").authorization())
        .isEqualTo("Basic dGVzdDoxMjPCow==");
    assertThat(new Proxy("p", 1, "", "").authorization()).isEmpty();
  }

  @Test
  void namesNoCredentials() {
    assertThat(Proxy.parse("http://me:s3cret@127.0.0.1:3128")).hasToString("http://127.0.0.1:3128");
  }
}

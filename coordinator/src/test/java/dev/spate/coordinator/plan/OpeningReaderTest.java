package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.ConnectionOptions.Resolve;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a plan says about how connections are opened. What is wrong about it is in the corpus.
final class OpeningReaderTest {
  private static String plan(String connections) {
    return Plans.SHORTEST + "http:\n  connections: { " + connections + " }\n";
  }

  private static ConnectionOptions connections(String text) {
    return Plans.plan(plan(text)).http().connections();
  }

  @ParameterizedTest
  @CsvSource({
    "once, ONCE, 0",
    "connection, CONNECTION, 0",
    "1s, TTL, 1000000000",
    "1m30s, TTL, 90000000000"
  })
  void readsWhenANameIsLookedUp(String text, Resolve resolve, long ttlNs) {
    assertThat(connections("resolve: " + text))
        .extracting(ConnectionOptions::resolve, ConnectionOptions::resolveTtlNs)
        .containsExactly(resolve, ttlNs);
  }

  @Test
  void readsAddressesAProxyOrAUnixSocket() {
    assertThat(connections("sources: [127.0.0.2, \"::1\"]").sources())
        .isEqualTo(List.of("127.0.0.2", "::1"));
    assertThat(connections("proxy: \"http://me:p%40ss@proxy.example:3128\"").httpProxy())
        .satisfies(proxy -> assertThat(proxy.password()).isEqualTo("p@ss"));
    assertThat(connections("unixSocket: /run/shop.sock").unixSocket()).isEqualTo("/run/shop.sock");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy: http://me:s3cret@127.0.0.1:3128",
        "proxy: \"http://me:s3cret@127.0.0.1:3128\"",
        "proxy: 'http://s3cret@127.0.0.1:3128'",
        "proxy: &p http://me:s3cret@127.0.0.1:3128",
      })
  void hidesWhoAsksAProxy(String proxy) {
    String text = plan(proxy + ", perWorker: 7");
    String redacted = Plans.accepted(text).redactedText();
    assertThat(redacted)
        .doesNotContain("s3cret", "me:")
        .contains("\"http://***@127.0.0.1:3128\"", "perWorker: 7");
    assertThat(PlanSecrets.masked(Plans.plan(text)).http()).isEqualTo(Plans.plan(redacted).http());
  }

  @Test
  void aProxyWithoutASecretStaysAsItIs() {
    String text = plan("proxy: http://127.0.0.1:3128 # mine");
    text = text.replace(" # mine }", " }");
    assertThat(Plans.accepted(text).redactedText()).isEqualTo(text);
  }

  @Test
  void noProblemShowsASecret() {
    for (String proxy :
        List.of(
            "https://me:s3cret@127.0.0.1:3128",
            "http://me:s3cret@127.0.0.1",
            "me:s3cret@127.0.0.1:3128",
            "http://me:s3cret@[::1:3128")) {
      String text = plan("proxy: \"" + proxy + "\"");
      assertThat(ProblemListing.of("plan.yaml", text, Plans.problems(text)))
          .contains("http.connections.proxy: ")
          .doesNotContain("s3cret");
    }
  }
}

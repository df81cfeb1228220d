package dev.spate.worker.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Challenges and their answers.
final class DigestSessionTest {
  private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";

  private static Challenge challenge(String... fields) {
    return Challenge.best(List.of(fields)).orElseThrow();
  }

  /// RFC 7616 §3.9.1.
  @ParameterizedTest
  @CsvSource({
    "MD5, 8ca523f5e9506fed4657c9700eebdbec",
    "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
  })
  void answersAsTheStandardDoes(String algorithm, String response) {
    Challenge wanted =
        challenge(
            "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s, nonce=\"%s\", opaque=\"FQhe\""
                .formatted(algorithm, NONCE));
    assertThat(
            DigestSession.answer(
                wanted,
                "Mufasa",
                "Circle of Life",
                "GET",
                "/dir/index.html",
                "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
                1))
        .isEqualTo(
            ("Digest username=\"Mufasa\", realm=\"http-auth@example.org\", nonce=\"%s\", uri=\"/dir/index.html\","
                    + " response=\"%s\", algorithm=%s, cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\","
                    + " opaque=\"FQhe\", qop=auth, nc=00000001")
                .formatted(NONCE, response, algorithm));
  }

  /// RFC 2617 §3.5, and without a count as RFC 2069 has it.
  @ParameterizedTest
  @CsvSource({
    "', qop=\"auth,auth-int\"', 6629fae49393a05397450978507c4ef1",
    "'', 670fd8c2df070c60b045671b8b24ff02"
  })
  void answersAsItWasBefore(String qop, String response) {
    Challenge wanted =
        challenge(
            "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\""
                + qop);
    assertThat(
            DigestSession.answer(
                wanted, "Mufasa", "Circle Of Life", "GET", "/dir/index.html", "0a4f113b", 1))
        .contains("response=\"" + response + "\"")
        .doesNotContain("algorithm", "opaque");
  }

  @Test
  void takesTheBestOfSeveralChallenges() {
    String both =
        "Basic realm=\"a, b\", Digest realm=\"r \\\"1\\\"\", nonce=\"m\", Digest algorithm=SHA-256, realm=r, nonce=s ,"
            + " Digest algorithm=unknown, realm=r, nonce=u";
    assertThat(challenge(both).nonce()).isEqualTo("s");
    assertThat(challenge(both.replace("SHA-256", "x")).realm()).isEqualTo("r \"1\"");
    assertThat(challenge("Negotiate abc==", both, "Digest realm=r, nonce=l").nonce())
        .isEqualTo("s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic realm=x",
        "Digest",
        "Digest realm=x",
        "Digest nonce=x",
        "Digest realm=\"x, nonce=y",
        "Digest realm=x, nonce=y, qop=auth-int",
        "Digest realm=x, nonce=y, algorithm=nobody",
        "= , \" \\",
        "Digest realm\u0000=x;nonce=y"
      })
  void leavesWhatCannotBeAnswered(String field) {
    assertThat(Challenge.best(List.of(field))).isEmpty();
  }

  @Test
  void countsItsAnswersUntilThereIsANewChallenge() {
    DigestSession session = new DigestSession();
    String first = "Digest realm=r, nonce=one, qop=auth";
    assertThat(session.isOpen()).isFalse();
    assertThat(session.onChallenge(List.of(first), false, 7)).isTrue();
    assertThat(session.isOpen()).isTrue();
    assertThat(session.authorization("a\"b", "p", "GET", "/"))
        .contains("username=\"a\\\"b\"", "nc=00000001", "cnonce=\"0000000000000007\"");
    assertThat(session.authorization("a", "p", "GET", "/")).contains("nc=00000002");
    assertThat(session.onChallenge(List.of(first), true, 7))
        .as("the same challenge: the password is wrong")
        .isFalse();
    assertThat(session.onChallenge(List.of(first + ", stale=TRUE"), true, 7)).isTrue();
    assertThat(session.onChallenge(List.of(first.replace("one", "two")), true, 7)).isTrue();
    assertThat(session.authorization("a", "p", "GET", "/"))
        .contains("nonce=\"two\"", "nc=00000001");
    session.clear();
    assertThat(session.isOpen()).isFalse();
  }
}

package dev.spate.worker.http.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spate.plan.Target;
import dev.spate.worker.http.Plans;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPolicyTest {
  private static boolean allows(TargetPolicy policy, String host, String address) {
    return policy.allows(host, InetAddress.ofLiteral(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.1.2",
        "::1",
        "10.1.2.3",
        "172.16.0.0",
        "172.31.255.255",
        "192.168.7.7",
        "fc00::1",
        "fdff::1",
        "::ffff:10.0.0.1"
      })
  void loopbackAndPrivateAddressesAreAllowedToBeginWith(String address) {
    assertThat(allows(TargetPolicy.loopbackAndPrivate(), "any.example", address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "126.255.255.255",
        "0.0.0.0",
        "169.254.169.254",
        "fe80::1",
        "::",
        "2001:db8::1",
        "fe00::1",
        "fec0::1",
        "::ffff:8.8.8.8"
      })
  void otherAddressesAreNotWhateverTheyAreCalled(String address) {
    assertThat(allows(TargetPolicy.loopbackAndPrivate(), "localhost", address)).isFalse();
  }

  @Test
  void aHostPatternIsAboutTheName() {
    TargetPolicy policy = TargetPolicy.parse(List.of("shop.example", "*.Staging.example"));
    assertThat(allows(policy, "SHOP.example", "8.8.8.8")).isTrue();
    assertThat(allows(policy, "shop.example.", "8.8.8.8")).isTrue();
    assertThat(allows(policy, "a.staging.example", "8.8.8.8")).isTrue();
    assertThat(allows(policy, "a.b.staging.example", "8.8.8.8")).isTrue();
    assertThat(allows(policy, "staging.example", "8.8.8.8")).isFalse();
    assertThat(allows(policy, ".staging.example", "8.8.8.8")).isFalse();
    assertThat(allows(policy, "shop.example.evil.example", "8.8.8.8")).isFalse();
    assertThat(allows(policy, "shopXexample", "8.8.8.8")).isFalse();
    assertThat(allows(policy, "localhost", "127.0.0.1")).isFalse();
  }

  @Test
  void aRangeIsAboutTheAddress() {
    TargetPolicy policy =
        TargetPolicy.parse(List.of("192.0.2.128/25", "2001:db8::/33", "198.51.100.7"));
    assertThat(allows(policy, "x", "192.0.2.128")).isTrue();
    assertThat(allows(policy, "x", "192.0.2.127")).isFalse();
    assertThat(allows(policy, "x", "2001:db8:7fff::1")).isTrue();
    assertThat(allows(policy, "x", "2001:db8:8000::1")).isFalse();
    assertThat(allows(policy, "x", "198.51.100.7")).isTrue();
    assertThat(allows(policy, "x", "198.51.100.8")).isFalse();
    TargetPolicy everything = TargetPolicy.parse(List.of("0.0.0.0/0"));
    assertThat(allows(everything, "x", "8.8.8.8")).isTrue();
    assertThat(allows(everything, "x", "2001:db8::1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0/8x", "300.1.2.3", "fc00::/129", "a b", "", "x/y"})
  void refusesWhatIsNeither(String entry) {
    assertThatThrownBy(() -> TargetPolicy.parse(List.of(entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + entry + "'");
  }

  @Test
  void aTargetResolvesToItsAllowedAddresses() throws TargetException {
    assertThat(
            new TargetResolver(TargetPolicy.loopbackAndPrivate())
                .resolve(new Target(Target.Scheme.HTTP, "localhost", 8080, "")))
        .isNotEmpty()
        .allSatisfy(address -> {
          assertThat(address.getAddress().isLoopbackAddress()).isTrue();
          assertThat(address.getPort()).isEqualTo(8080);
        });
  }

  @Test
  void aTargetThatIsNotAllowedIsRefusedWithWhatToDo() {
    TargetResolver resolver = new TargetResolver(TargetPolicy.parse(List.of("*.example")));
    assertThatThrownBy(() -> resolver.resolve(Plans.target(80)))
        .isInstanceOfSatisfying(
            TargetException.class,
            e -> assertThat(e.reason()).isEqualTo(TargetException.Reason.NOT_ALLOWED))
        .hasMessageContainingAll("localhost", "127.0.0.1", "*.example", "start its workers with");
  }

  @Test
  void aNameWithoutAddressIsUnknown() {
    TargetResolver resolver = new TargetResolver(TargetPolicy.loopbackAndPrivate());
    assertThatThrownBy(
            () -> resolver.resolve(new Target(Target.Scheme.HTTP, "no such name", 80, "")))
        .isInstanceOfSatisfying(
            TargetException.class,
            e -> assertThat(e.reason()).isEqualTo(TargetException.Reason.UNKNOWN_HOST))
        .hasMessageContaining("no such name");
  }
}

package dev.spate.worker.http.dial;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.ConnectionOptions.Resolve;
import dev.spate.plan.Plan;
import dev.spate.plan.Protocol;
import dev.spate.plan.Target;
import dev.spate.worker.http.Plans;
import dev.spate.worker.http.dial.TargetException.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetResolverTest {
  private final ScriptedLookup names = new ScriptedLookup();

  private Way resolve(TargetPolicy policy, Plan plan) throws TargetException {
    return new TargetResolver(policy, names).resolve(plan);
  }

  private Way resolve(Plan plan) throws TargetException {
    return resolve(TargetPolicy.loopbackAndPrivate(), plan);
  }

  private TargetException refusal(TargetPolicy policy, Plan plan) {
    return catchThrowableOfType(TargetException.class, () -> resolve(policy, plan));
  }

  private TargetException refusal(Plan plan) {
    return refusal(TargetPolicy.loopbackAndPrivate(), plan);
  }

  private static Plan plan(String host, ConnectionOptions connections) {
    return plan(Target.Scheme.HTTP, host, connections);
  }

  private static Plan plan(Target.Scheme scheme, String host, ConnectionOptions connections) {
    return Plans.plan(
        new Target(scheme, host, 8080, ""),
        Plans.options(1_000 * MS, 1_000 * MS).withConnections(connections),
        Plans.get("/"));
  }

  private static InetSocketAddress address(String literal, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
  }

  private static ConnectionOptions via(String proxy) {
    return Plans.connections(Resolve.ONCE, 0, List.of(), proxy, "");
  }

  private static ConnectionOptions from(String... sources) {
    return Plans.connections(Resolve.ONCE, 0, List.of(sources), "", "");
  }

  @Test
  void findsTheAllowedAddressesOfATarget() throws TargetException {
    names.answer("shop.example", "10.0.0.2", "192.0.2.1", "::1");
    Way way = resolve(plan("shop.example", ConnectionOptions.DEFAULT));
    assertThat(way.destination().addresses())
        .isEqualTo(List.of(address("10.0.0.2", 8080), address("::1", 8080)));
    assertThat(way.destination()).isInstanceOf(Destination.Fixed.class);
    assertThat(way.tunnel()).isNull();
    assertThat(way.readByProxy()).isFalse();
  }

  @Test
  void asksNobodyForALiteral() throws TargetException {
    ConnectionOptions each = Plans.connections(Resolve.CONNECTION, 0, List.of(), "", "");
    for (String literal : List.of("127.0.0.1", "::1")) {
      assertThat(resolve(plan(literal, each)).destination()).isInstanceOf(Destination.Fixed.class);
    }
    assertThat(names.asked()).isEmpty();
  }

  @Test
  void aNameIsLookedUpAgainWhereThePlanSaysSo() throws TargetException {
    names.answer("shop.example", "10.0.0.2");
    ConnectionOptions ttl = Plans.connections(Resolve.TTL, 5_000 * MS, List.of(), "", "");
    assertThat(resolve(plan("shop.example", ttl)).destination())
        .isInstanceOfSatisfying(
            Destination.Named.class,
            named -> {
              assertThat(named.name().host()).isEqualTo("shop.example");
              assertThat(named.ttlNs()).isEqualTo(5_000 * MS);
            });
  }

  @Test
  void theSystemsResolverKnowsThisHost() throws TargetException {
    Way way =
        new TargetResolver(TargetPolicy.loopbackAndPrivate())
            .resolve(plan("localhost", ConnectionOptions.DEFAULT));
    assertThat(way.destination().addresses()).isNotEmpty();
  }

  @Test
  void aTargetThatIsNotAllowedIsRefusedWithWhatToDo() {
    names.answer("other.test", "127.0.0.1");
    TargetPolicy policy = TargetPolicy.parse(List.of("*.example"));
    TargetException refusal = refusal(policy, plan("other.test", ConnectionOptions.DEFAULT));
    assertThat(refusal.reason()).isEqualTo(Reason.NOT_ALLOWED);
    assertThat(refusal)
        .hasMessageContainingAll("other.test", "127.0.0.1", "*.example", "start its workers with");
  }

  @Test
  void aNameWithoutAddressIsUnknown() {
    TargetException refusal = refusal(plan("nowhere.example", ConnectionOptions.DEFAULT));
    assertThat(refusal.reason()).isEqualTo(Reason.UNKNOWN_HOST);
    assertThat(refusal).hasMessageContaining("nowhere.example");
  }

  @Test
  void aProxyIsWhereConnectionsLead() throws TargetException {
    names.answer("proxy.example", "127.0.0.9").answer("shop.example", "10.0.0.2");
    Way way = resolve(plan("shop.example", via("http://proxy.example:3128")));
    assertThat(way.destination().addresses()).isEqualTo(List.of(address("127.0.0.9", 3128)));
    assertThat(way.tunnel()).isNull();
    assertThat(way.readByProxy()).isTrue();
  }

  @Test
  void whatAProxyCannotReadGoesThroughATunnel() throws TargetException {
    names.answer("shop.example", "10.0.0.2");
    Plan secure = plan(Target.Scheme.HTTPS, "shop.example", via("http://127.0.0.1:3128"));
    assertThat(resolve(secure).tunnel()).isNotNull();
    assertThat(resolve(secure).readByProxy()).isFalse();
    Plan http2 =
        Plans.withProtocol(plan("shop.example", via("http://127.0.0.1:3128")), Protocol.HTTP2);
    assertThat(resolve(http2).tunnel()).isNotNull();
  }

  @Test
  void aProxyHasToBeAllowedAsWell() {
    names.answer("shop.example", "10.0.0.2");
    TargetException refusal = refusal(plan("shop.example", via("http://me:s3cret@192.0.2.1:3128")));
    assertThat(refusal.reason()).isEqualTo(Reason.NOT_ALLOWED);
    assertThat(refusal).hasMessageContaining("192.0.2.1").hasMessageNotContaining("s3cret");
  }

  @Test
  void aProxyLeadsToNothingThatIsNotAllowedWithoutIt() {
    Plan plan = plan("shop.example", via("http://127.0.0.1:3128"));
    names.answer("shop.example", "10.0.0.2", "192.0.2.1"); // the proxy might choose either
    assertThat(refusal(plan).reason()).isEqualTo(Reason.NOT_ALLOWED);
    names.answer("shop.example");
    assertThat(refusal(plan).reason()).isEqualTo(Reason.UNKNOWN_HOST);
  }

  @Test
  void aListedNameNeedsNoAddressHereWhereAProxyKnowsIt() throws TargetException {
    TargetPolicy policy = TargetPolicy.parse(List.of("shop.example", "127.0.0.1"));
    Way way = resolve(policy, plan("shop.example", via("http://127.0.0.1:3128")));
    assertThat(way.readByProxy()).isTrue();
    assertThat(names.asked()).isEmpty();
  }

  @Test
  void aUnixSocketIsUsedOnlyWhereItIsListed() throws TargetException {
    Plan plan =
        plan("shop.example", Plans.connections(Resolve.ONCE, 0, List.of(), "", "/run/shop.sock"));
    TargetException refusal = refusal(plan);
    assertThat(refusal.reason()).isEqualTo(Reason.NOT_ALLOWED);
    assertThat(refusal).hasMessageContaining("unix:/run/shop.sock");
    assertThat(resolve(TargetPolicy.parse(List.of("unix:/run/*")), plan).destination().addresses())
        .isEqualTo(List.of(UnixDomainSocketAddress.of("/run/shop.sock")));
    assertThat(names.asked()).isEmpty();
  }

  @Test
  void anAddressThatThisMachineHasNotGotIsRefusedByName() {
    TargetException refusal = refusal(plan("127.0.0.1", from("127.0.0.2", "192.0.2.77")));
    assertThat(refusal.reason()).isEqualTo(Reason.NO_SOURCE);
    assertThat(refusal).hasMessageContaining("192.0.2.77").hasMessageNotContaining("127.0.0.2");
  }

  @Test
  void sourcesLeadToAddressesOfTheirKind() throws TargetException {
    names.answer("shop.example", "::1", "127.0.0.1");
    assertThat(resolve(plan("shop.example", from("127.0.0.2"))).destination().addresses())
        .isEqualTo(List.of(address("127.0.0.1", 8080)));
    names.answer("six.example", "::1");
    assertThatThrownBy(() -> resolve(plan("six.example", from("127.0.0.2"))))
        .isInstanceOfSatisfying(
            TargetException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_SOURCE))
        .hasMessageContainingAll("six.example", "127.0.0.2", "IPv6");
  }
}

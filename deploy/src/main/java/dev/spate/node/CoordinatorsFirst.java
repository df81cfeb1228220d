package dev.spate.node;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.Reachability;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.sbr.DowningStrategy;
import org.apache.pekko.cluster.sbr.DowningStrategy.Decision;
import org.apache.pekko.cluster.sbr.DowningStrategy.DownAll$;
import org.apache.pekko.cluster.sbr.DowningStrategy.DownIndirectlyConnected$;
import org.apache.pekko.cluster.sbr.DowningStrategy.DownReachable$;
import org.apache.pekko.cluster.sbr.DowningStrategy.DownUnreachable$;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/// Which side of a split goes on, by [Sides]. Pekko keeps the membership that it decides on, and
/// asks when nothing has changed in it for a while (`stable-after`). The strategies of Pekko itself
/// count all members alike, or those of one role: a lone coordinator would lose to its workers, or
/// two coordinators would both go on.
///
/// [DowningStrategy] is public, but marked as internal to Pekko: a new version of Pekko may change
/// it, and this class then does not compile.
final class CoordinatorsFirst extends DowningStrategy {
  CoordinatorsFirst(String dataCenter, UniqueAddress self) {
    super(dataCenter, self);
  }

  /// Of both roles.
  @Override
  public Option<String> role() {
    return Option.empty();
  }

  /// A side that goes on only if nobody is about to join or to leave is not sure of the other's
  /// conclusion: all end rather than two command.
  @Override
  public Decision decide() {
    if (hasIndirectlyConnected()) {
      return DownIndirectlyConnected$.MODULE$;
    }
    if (!sides(members(false, false), members(false, false)).goesOn()) {
      return DownReachable$.MODULE$;
    }
    return sides(members(false, true), members(true, false)).goesOn()
        ? DownUnreachable$.MODULE$
        : DownAll$.MODULE$;
  }

  /// Nodes that do not reach each other while others reach both: Pekko has all of them end, which
  /// would cost the coordinator its place for one broken link to a worker, and has everybody end
  /// where one node hears nobody. Here the oldest coordinator stays, and those end that it does not
  /// reach, or that do not reach it. Links that it has no part in are no reason: workers have
  /// nothing to say to each other.
  @Override
  public scala.collection.immutable.Set<UniqueAddress> nodesToDown(Decision decision) {
    if (!decision.isIndirectlyConnected()) {
      return super.nodesToDown(decision);
    }
    Set<UniqueAddress> indirect = Set.copyOf(java(indirectlyConnected()));
    Set<UniqueAddress> far = cutOff(indirect);
    Set<UniqueAddress> down = new HashSet<>(java(super.nodesToDown(DownAll$.MODULE$)));
    if (far.isEmpty() || goesOn(false, false, far)) {
      Set<UniqueAddress> ending = new HashSet<>(far);
      ending.addAll(brokenLinks(indirect, far));
      if (far.isEmpty() || goesOn(true, true, far)) {
        down.retainAll(ending);
      }
    } else {
      down.retainAll(losing(far));
    }
    return CollectionConverters.asScala(down).<UniqueAddress>toSet();
  }

  /// Who is out of reach of those whose links are sound: on the other side of a split.
  private Set<UniqueAddress> cutOff(Set<UniqueAddress> indirect) {
    Set<UniqueAddress> far = new HashSet<>();
    for (Reachability.Record link : links()) {
      if (!indirect.contains(link.observer()) && !indirect.contains(link.subject())) {
        far.add(link.subject());
      }
    }
    return far;
  }

  /// Who ends on a side that does not go on: its coordinators, and who has a broken link to the
  /// other side. Of a worker without one, nobody here knows that it is on this side at all: where
  /// several links are broken, a coordinator that two workers do not hear looks as if it were cut
  /// off from all. If it is, it will notice that itself.
  private Set<UniqueAddress> losing(Set<UniqueAddress> far) {
    Set<UniqueAddress> losing = new HashSet<>();
    coordinatorsByAge().map(Member::uniqueAddress).forEach(losing::add);
    for (Reachability.Record link : links()) {
      if (far.contains(link.subject())) {
        losing.add(link.observer());
      }
      if (far.contains(link.observer())) {
        losing.add(link.subject());
      }
    }
    losing.removeAll(far);
    return losing;
  }

  private boolean goesOn(boolean excludingHere, boolean includingThere, Set<UniqueAddress> far) {
    return sides(
            list(members(false, excludingHere)).stream()
                .filter(each -> !far.contains(each.uniqueAddress()))
                .toList(),
            list(members(includingThere, false)).stream()
                .filter(each -> far.contains(each.uniqueAddress()))
                .toList(),
            oldestCoordinator().filter(each -> !far.contains(each.uniqueAddress())).isPresent())
        .goesOn();
  }

  /// Who has a broken link to the oldest coordinator on this side; without one, who has any.
  private Set<UniqueAddress> brokenLinks(Set<UniqueAddress> indirect, Set<UniqueAddress> far) {
    Optional<UniqueAddress> kept =
        coordinatorsByAge()
            .map(Member::uniqueAddress)
            .filter(each -> !far.contains(each))
            .findFirst();
    if (kept.isEmpty()) {
      return indirect;
    }
    Set<UniqueAddress> apart = new HashSet<>();
    for (Reachability.Record link : links()) {
      if (link.observer().equals(kept.get())) {
        apart.add(link.subject());
      } else if (link.subject().equals(kept.get())) {
        apart.add(link.observer());
      }
    }
    return apart;
  }

  private Collection<Reachability.Record> links() {
    return CollectionConverters.asJavaCollection(reachability().records());
  }

  private static Collection<UniqueAddress> java(
      scala.collection.immutable.Set<UniqueAddress> nodes) {
    return CollectionConverters.asJavaCollection(nodes);
  }

  private Sides sides(
      scala.collection.immutable.Set<Member> near, scala.collection.immutable.Set<Member> far) {
    return sides(
        list(near).stream().filter(each -> !unreachable(each)).toList(),
        list(far).stream().filter(this::unreachable).toList(),
        oldestCoordinator().filter(each -> !unreachable(each)).isPresent());
  }

  private static Sides sides(List<Member> here, List<Member> there, boolean oldestHere) {
    return new Sides(
        count(here, NodeConfig.COORDINATOR),
        count(here, NodeConfig.WORKER),
        count(there, NodeConfig.COORDINATOR),
        count(there, NodeConfig.WORKER),
        oldestHere);
  }

  private Optional<Member> oldestCoordinator() {
    return coordinatorsByAge().findFirst();
  }

  /// By the members that both sides know for certain.
  private Stream<Member> coordinatorsByAge() {
    return list(members(false, false)).stream()
        .filter(each -> each.hasRole(NodeConfig.COORDINATOR))
        .sorted(Comparator.comparingInt(Member::upNumber));
  }

  private static Collection<Member> list(scala.collection.immutable.Set<Member> members) {
    return CollectionConverters.asJavaCollection(members);
  }

  private static int count(List<Member> members, String role) {
    return Math.toIntExact(members.stream().filter(each -> each.hasRole(role)).count());
  }
}

package dev.spate.node;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/// The coordinators of a cluster, as one of its members sees them just now. For any thread.
final class Coordinators {
  private static final Set<MemberStatus> THERE =
      Set.of(MemberStatus.weaklyUp(), MemberStatus.up(), MemberStatus.leaving());

  private final Cluster cluster;

  Coordinators(ActorSystem<?> system) {
    this.cluster = Cluster.get(system);
  }

  /// Whether there is one, this node or another, that can be reached.
  boolean anyReachable() {
    return reachable().findAny().isPresent();
  }

  /// Whether another one could take command.
  boolean otherReachable() {
    return reachable().anyMatch(each -> !each.equals(cluster.selfMember()));
  }

  /// The node of the one in command, where that is another: the oldest one has it.
  Optional<HostPort> inCommandElsewhere() {
    return reachable()
        .min(Comparator.comparingInt(Member::upNumber))
        .filter(each -> !each.equals(cluster.selfMember()))
        .map(Coordinators::place);
  }

  private Stream<Member> reachable() {
    ClusterEvent.CurrentClusterState state = cluster.state();
    Set<Member> unreachable = state.getUnreachable();
    return StreamSupport.stream(state.getMembers().spliterator(), false)
        .filter(member -> member.hasRole(NodeConfig.COORDINATOR))
        .filter(member -> THERE.contains(member.status()) && !unreachable.contains(member));
  }

  private static HostPort place(Member member) {
    Address address = member.address();
    return new HostPort(address.host().get(), (Integer) address.port().get());
  }
}

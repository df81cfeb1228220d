package dev.spate.node;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.pekko.cluster.Member;
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

  private Sides sides(
      scala.collection.immutable.Set<Member> near, scala.collection.immutable.Set<Member> far) {
    List<Member> here = list(near).stream().filter(each -> !unreachable(each)).toList();
    List<Member> there = list(far).stream().filter(this::unreachable).toList();
    return new Sides(
        count(here, NodeConfig.COORDINATOR),
        count(here, NodeConfig.WORKER),
        count(there, NodeConfig.COORDINATOR),
        count(there, NodeConfig.WORKER),
        isOldestHere());
  }

  /// By the members that both sides know for certain.
  private boolean isOldestHere() {
    return list(members(false, false)).stream()
        .filter(each -> each.hasRole(NodeConfig.COORDINATOR))
        .min(Comparator.comparingInt(Member::upNumber))
        .filter(each -> !unreachable(each))
        .isPresent();
  }

  private static Collection<Member> list(scala.collection.immutable.Set<Member> members) {
    return CollectionConverters.asJavaCollection(members);
  }

  private static int count(List<Member> members, String role) {
    return Math.toIntExact(members.stream().filter(each -> each.hasRole(role)).count());
  }
}

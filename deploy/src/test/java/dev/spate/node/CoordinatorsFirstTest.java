package dev.spate.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.sbr.DowningStrategy.DownAll$;
import org.apache.pekko.cluster.sbr.DowningStrategy.DownReachable$;
import org.apache.pekko.cluster.sbr.DowningStrategy.DownUnreachable$;
import org.apache.pekko.util.Version;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

class CoordinatorsFirstTest {
  private static final MemberStatus UP = MemberStatus.up();

  private final Member first = coordinator(1, 1, UP);
  private final Member second = coordinator(2, 2, UP);
  private final List<Member> workers =
      List.of(worker(3, UP), worker(4, UP), worker(5, UP), worker(6, UP));

  private static Member coordinator(int port, int age, MemberStatus status) {
    return member(port, NodeConfig.COORDINATOR, age, status);
  }

  private static Member worker(int port, MemberStatus status) {
    return member(port, NodeConfig.WORKER, port, status);
  }

  /// @param age at which number it became a member; the oldest has the least
  private static Member member(int port, String role, int age, MemberStatus status) {
    return new Member(
        new UniqueAddress(new Address("pekko", "spate", "127.0.0.1", port), (long) port),
        age,
        status,
        CollectionConverters.asScala(List.of(role, "dc-default")).<String>toSet(),
        Version.Zero());
  }

  private static CoordinatorsFirst view(List<Member> here, List<Member> there) {
    CoordinatorsFirst view = new CoordinatorsFirst("default", here.getFirst().uniqueAddress());
    here.forEach(view::add);
    there.forEach(view::addUnreachable);
    return view;
  }

  private static List<Member> with(Member coordinator, List<Member> workers) {
    return Stream.concat(Stream.of(coordinator), workers.stream()).toList();
  }

  private static void assertGoesOn(List<Member> winner, List<Member> loser) {
    assertThat(view(winner, loser).decide()).isEqualTo(DownUnreachable$.MODULE$);
    assertThat(view(loser, winner).decide()).isEqualTo(DownReachable$.MODULE$);
  }

  @Test
  void aLoneCoordinatorOutlivesAllItsWorkers() {
    assertGoesOn(List.of(first), workers);
  }

  @Test
  void theOneThatStandsByOutlivesTheOneInCommandWhereItHasTheWorkers() {
    assertGoesOn(with(second, workers), List.of(first));
    assertGoesOn(with(second, workers.subList(1, 4)), with(first, workers.subList(0, 1)));
  }

  @Test
  void withAsManyWorkersTheOldestCoordinatorGoesOn() {
    assertGoesOn(with(first, workers.subList(0, 2)), with(second, workers.subList(2, 4)));
    assertGoesOn(List.of(first), List.of(second));
  }

  @Test
  void whoEndsOrIsDownAlreadyDoesNotCount() {
    Member exiting = coordinator(1, 1, MemberStatus.exiting());
    assertThat(view(List.of(second), List.of(exiting)).decide())
        .isEqualTo(DownUnreachable$.MODULE$);
  }

  /// The other side may have seen them become members.
  @Test
  void nobodyGoesOnWhereThoseWhoAreJoiningCouldTurnTheScale() {
    List<Member> there =
        with(first, List.of(workers.getFirst(), worker(7, MemberStatus.joining())));
    assertThat(view(with(second, workers.subList(1, 3)), there).decide())
        .isEqualTo(DownAll$.MODULE$);
  }

  @Test
  void namesTheMembersThatEnd() {
    CoordinatorsFirst view = view(with(second, workers), List.of(first));
    assertThat(CollectionConverters.asJava(view.nodesToDown(view.decide())))
        .containsExactly(first.uniqueAddress());
  }
}

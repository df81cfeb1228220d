package dev.spate.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.Reachability;
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

  /// A member that does not hear another.
  private record Deaf(Member observer, Member subject) {}

  /// As anybody sees it who hears of all, by way of those whose links are sound.
  private List<UniqueAddress> endsWhere(List<Member> all, Deaf... links) {
    CoordinatorsFirst view = new CoordinatorsFirst("default", all.getLast().uniqueAddress());
    all.forEach(view::add);
    Reachability reachability = Reachability.empty();
    for (Deaf link : links) {
      reachability =
          reachability.unreachable(link.observer().uniqueAddress(), link.subject().uniqueAddress());
    }
    for (Deaf link : links) {
      view.addUnreachable(link.subject());
    }
    view.setReachability(reachability);
    return CollectionConverters.asJava(view.nodesToDown(view.decide())).stream().toList();
  }

  private static Deaf[] broken(Member one, Member other) {
    return new Deaf[] {new Deaf(one, other), new Deaf(other, one)};
  }

  @Test
  void ofABrokenLinkTheCoordinatorsEndStays() {
    Member worker = workers.getFirst();
    assertThat(endsWhere(with(first, workers), broken(first, worker)))
        .containsExactly(worker.uniqueAddress());
  }

  @Test
  void whoIsStillSeenByTheOthersEndsWhereTheCoordinatorDoesNotHearIt() {
    Member worker = workers.getFirst();
    assertThat(
            endsWhere(
                with(first, workers), new Deaf(first, worker), new Deaf(worker, workers.getLast())))
        .containsExactly(worker.uniqueAddress());
  }

  @Test
  void aBrokenLinkBetweenWorkersIsNoReasonToEnd() {
    assertThat(endsWhere(with(first, workers), broken(workers.get(0), workers.get(1)))).isEmpty();
  }

  @Test
  void ofTwoCoordinatorsThatDoNotReachEachOtherTheOlderStays() {
    List<Member> all = Stream.concat(Stream.of(second), with(first, workers).stream()).toList();
    assertThat(endsWhere(all, broken(first, second))).containsExactly(second.uniqueAddress());
  }

  @Test
  void aNodeThatHearsNobodyEndsAlone() {
    Member deaf = workers.getFirst();
    assertThat(
            endsWhere(
                with(first, workers),
                new Deaf(first, deaf),
                new Deaf(deaf, first),
                new Deaf(deaf, workers.get(1)),
                new Deaf(deaf, workers.get(2)),
                new Deaf(deaf, workers.get(3))))
        .containsExactly(deaf.uniqueAddress());
  }

  /// Before they have heard that the coordinator does not hear them either, it looks as if it were
  /// alone on the other side.
  @Test
  void whoReachesTheCoordinatorStaysWhereOthersDoNot() {
    Member one = workers.get(0);
    Member two = workers.get(1);
    Member three = workers.get(2);
    List<Member> all = with(first, workers.subList(0, 3));
    List<Deaf> links = new ArrayList<>(List.of(broken(one, two)));
    links.add(new Deaf(one, first));
    links.add(new Deaf(three, first));
    assertThat(endsWhere(all, links.toArray(Deaf[]::new)))
        .containsExactlyInAnyOrder(one.uniqueAddress(), three.uniqueAddress());

    links.add(new Deaf(first, one));
    links.add(new Deaf(first, three));
    assertThat(endsWhere(all, links.toArray(Deaf[]::new)))
        .containsExactlyInAnyOrder(one.uniqueAddress(), three.uniqueAddress());
  }

  /// And a link broken on one of the sides: the split decides all the same.
  @Test
  void aSplitIsDecidedAsEverWhateverLinkIsBrokenBesides() {
    List<Member> all = Stream.concat(Stream.of(second), with(first, workers).stream()).toList();
    Member near = workers.get(2);
    Member far = workers.get(0);
    List<Deaf> links = new ArrayList<>(List.of(broken(near, workers.get(3))));
    links.add(new Deaf(first, second));
    links.add(new Deaf(first, far));
    assertThat(endsWhere(all, links.toArray(Deaf[]::new)))
        .as("three workers are on this side")
        .containsExactlyInAnyOrder(second.uniqueAddress(), far.uniqueAddress());

    links.add(new Deaf(first, workers.get(1)));
    links.add(new Deaf(first, near));
    links.add(new Deaf(near, first));
    assertThat(endsWhere(all, links.toArray(Deaf[]::new)))
        .as("here are no more workers than there, and the oldest coordinator")
        .contains(second.uniqueAddress(), far.uniqueAddress())
        .doesNotContain(first.uniqueAddress());
  }
}

package dev.spate.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spate.client.ClientException;
import dev.spate.client.CoordinatorClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoordinatorNodeTest {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path dir;

  private CoordinatorNode start(List<HostPort> join) {
    CoordinatorRole role = new CoordinatorRole(dir, new HostPort(LOOPBACK, 0));
    HostPort listen = new HostPort(LOOPBACK, 0);
    return CoordinatorNode.start(new NodeSettings(listen, LOOPBACK, join, role, null), role);
  }

  private static void assertStandsBy(URI api, String why) {
    try (CoordinatorClient client = new CoordinatorClient(api)) {
      assertThatThrownBy(client::workers).isInstanceOf(ClientException.class).hasMessage(why);
    }
  }

  @Test
  void isInCommandAloneAtOnce() {
    try (CoordinatorNode alone = start(List.of());
        CoordinatorClient client = new CoordinatorClient(alone.api())) {
      assertThat(alone.isInCommand()).isTrue();
      assertThat(client.workers()).isEmpty();
      assertThat(alone.hasSuccessor()).isFalse();
    }
  }

  @Test
  void standsByAndTakesOverWhereTheOtherLeaves() {
    CoordinatorNode first = start(List.of());
    try (CoordinatorNode second = start(List.of(first.cluster()))) {
      await().atMost(LIMIT).until(first::hasSuccessor);
      await().atMost(LIMIT).until(second::hasSuccessor);
      assertThat(second.isInCommand()).isFalse();
      assertStandsBy(
          second.api(),
          "the coordinator at %s stands by; the one of the node at %s is in command"
              .formatted(second.api(), first.cluster()));
      try (CoordinatorClient client = new CoordinatorClient(List.of(second.api(), first.api()))) {
        assertThat(client.runs()).isEmpty();
        first.close();
        await().atMost(LIMIT).until(second::isInCommand);
        assertThat(client.runs()).isEmpty();
      }
    }
  }

  @Test
  void saysWhereItKnowsOfNobodyInCommand() {
    try (CoordinatorNode waiting = start(List.of(new HostPort(LOOPBACK, 1)))) {
      assertStandsBy(waiting.api(), "the coordinator at %s stands by".formatted(waiting.api()));
    }
  }

  @Test
  void remembersThatItWasCastOutUntilItHasJoinedAgain() {
    HostPort node = new HostPort("::1", 7071);
    Defeat defeat = new Defeat(dir.resolve("results"), node);
    assertThat(defeat.overrides().isEmpty()).isTrue();
    defeat.remember();
    assertThat(dir.resolve("results/cast-out-__1-7071")).exists();
    assertThat(new Defeat(dir.resolve("results"), node).overrides().isEmpty()).isFalse();
    defeat.forget();
    assertThat(Files.exists(dir.resolve("results/cast-out-__1-7071"))).isFalse();
    assertThat(defeat.overrides().isEmpty()).isTrue();
  }
}

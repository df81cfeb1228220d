package dev.spate.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

class RemotingBuffersTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long BUFFER_BYTES = 6 << 20;

  @Test
  void endWithTheNodeThatHadThem() {
    long before = directBytes();
    ClusterMember first = start();
    first.join(List.of());
    ClusterMember second = start();
    second.join(List.of(first.address()));
    await().atMost(LIMIT).until(() -> directBytes() >= before + 2 * BUFFER_BYTES);

    second.desert();
    first.desert();
    second.awaitEnd(LIMIT);
    first.awaitEnd(LIMIT);

    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(directBytes()).isLessThan(before + BUFFER_BYTES));
  }

  private static ClusterMember start() {
    HostPort anyPort = new HostPort("127.0.0.1", 0);
    WorkerTuning tuning = new WorkerTuning("nio", "sleep", "off");
    WorkerRole role = new WorkerRole("w1", 1, 1, List.of(), tuning, _ -> {});
    return ClusterMember.start(
        new NodeSettings(anyPort, anyPort.host(), List.of(), null, role), Behaviors.empty());
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}

package dev.spate.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocationRecordTest {
  private static final int CHUNK = 1_000_000;

  @TempDir private Path directory;
  private volatile byte[] kept = new byte[0];

  @Test
  void seesWhatAnEventLoopAllocatesAndHowOftenIsCollected()
      throws IOException, ParseException, InterruptedException {
    AtomicLong chunks = new AtomicLong();
    Thread loop =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                kept = new byte[CHUNK];
                chunks.incrementAndGet();
                Thread.onSpinWait();
              }
            },
            "spate-loop-7");
    long fromMs = System.currentTimeMillis();
    Path file = directory.resolve("allocation.jfr");
    try (Recording recording =
        new Recording(Configuration.create(new StringReader(AllocationRecord.SETTINGS)))) {
      recording.start();
      loop.start();
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> chunks.get() > 200);
      System.gc();
      long until = System.nanoTime() + Duration.ofMillis(2_500).toNanos();
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> System.nanoTime() > until);
      recording.dump(file);
    } finally {
      loop.interrupt();
      loop.join();
    }
    AllocationRecord record = AllocationRecord.read(file, fromMs, System.currentTimeMillis());
    assertThat(record.loop()).isBetween((long) CHUNK, (chunks.get() + 1) * (CHUNK + 1_000));
    assertThat(record.all()).isGreaterThanOrEqualTo(record.loop());
    assertThat(record.collections()).isPositive();
    assertThat(record.seconds()).isPositive();
    assertThatThrownBy(() -> AllocationRecord.read(file, 0, 1)).hasMessageContaining("event loop");
    assertThat(kept).hasSize(CHUNK);
  }
}

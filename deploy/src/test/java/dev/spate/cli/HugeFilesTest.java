package dev.spate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of a gigabyte are refused without being read to their end.
final class HugeFilesTest {
  private static final long GIGABYTE = 1L << 30;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private @TempDir Path directory = Path.of("");
  private FakeWorld world = new FakeWorld(directory);

  @BeforeEach
  void createTheWorld() {
    world = new FakeWorld(directory);
  }

  /// One that takes no room on the disk.
  private void create(String name, String begin) throws IOException {
    Files.writeString(directory.resolve(name), begin);
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve(name).toFile(), "rw")) {
      file.setLength(GIGABYTE);
    }
  }

  private void refused(String complaint, String... arguments) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(world.run(arguments)).isEqualTo(104);
    assertThat(world.err()).contains(complaint);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(GIGABYTE / 2);
  }

  @Test
  void aFeedersFile() throws IOException {
    create("accounts.csv", "user,password\nanna,1\n");
    Files.writeString(
        directory.resolve("plan.yaml"),
        """
        target: http://127.0.0.1:8080
        feeders: { accounts: { file: accounts.csv } }
        phases: [ { arrivalRate: 20/s, duration: 5s } ]
        scenarios: { visit: { feeder: accounts, flow: [ { get: "/${user}" } ] } }
        """);
    refused("the files of a plan's feeders have at most 1 MB together", "validate", "plan.yaml");
  }

  @Test
  void aPlan() throws IOException {
    create("plan.yaml", "target: http://127.0.0.1:8080\n");
    refused("plan.yaml is larger than 4 MiB", "validate", "plan.yaml");
  }

  @Test
  void aRecording() throws IOException {
    create("big.har", "{\"log\":{\"entries\":[");
    refused("larger than can be imported: 64 MB", "import", "big.har", "-o", "plan.yaml");
    assertThat(directory.resolve("plan.yaml")).doesNotExist();
  }
}

package dev.spate.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CpuLogTest {
  private final TreeMap<Long, Double> samples = new TreeMap<>(Map.of(100L, 1.0, 200L, 3.0));

  @Test
  void interpolatesBetweenSamples() {
    assertThat(CpuLog.at(100, samples)).isEqualTo(1);
    assertThat(CpuLog.at(125, samples)).isEqualTo(1.5);
    assertThat(CpuLog.at(200, samples)).isEqualTo(3);
  }

  @Test
  void doesNotGuessBeyondThem() {
    assertThatThrownBy(() -> CpuLog.at(99, samples)).hasMessageContaining("99");
    assertThatThrownBy(() -> CpuLog.at(201, samples)).hasMessageContaining("201");
  }

  @Test
  void seesWhatThisProcessUses() throws IOException {
    long pid = ProcessHandle.current().pid();
    double before = ProcFiles.cpuSeconds(pid);
    Awaitility.await().until(() -> ProcFiles.cpuSeconds(pid) > before);
    assertThat(ProcFiles.residentMegabytes(pid)).isBetween(10.0, 100_000.0);
    assertThat(ProcFiles.anonymousMegabytes(pid)).isBetween(5.0, 100_000.0);
  }
}

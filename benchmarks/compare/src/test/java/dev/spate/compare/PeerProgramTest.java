package dev.spate.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PeerProgramTest {
  private static final String WRK =
      """
      Running 2s test @ http://127.0.0.1:8080/
        1 threads and 64 connections
      %s
        241092 requests in 2.10s, 37.48MB read
      Requests/sec: 114805.71
      Transfer/sec:     17.85MB
      cpu 0.218 1.882
      """;

  private static final String H2LOAD =
      """
      finished in 2.00s, 67190.75 req/s, 4.56MB/s
      requests: 134400 total, 134400 started, 134400 done, 134390 succeeded, %d failed, 0 errored
      cpu 1.000 0.500
      """;

  @Test
  void readsWhatWrkPrints() {
    Throughput throughput = PeerProgram.WRK.read(WRK.formatted(""));
    assertThat(throughput.requests()).isEqualTo(241_092);
    assertThat(throughput.perSecond()).isEqualTo(114_805.71);
    assertThat(throughput.cpuSeconds()).isEqualTo(2.1);
  }

  @Test
  void readsWhatH2loadPrints() {
    Throughput throughput = PeerProgram.H2LOAD.read(H2LOAD.formatted(0));
    assertThat(throughput.requests()).isEqualTo(134_390);
    assertThat(throughput.seconds()).isEqualTo(2);
    assertThat(throughput.perCpuSecond()).isEqualTo(134_390 / 1.5);
  }

  @Test
  void refusesARunWithErrors() {
    assertThatThrownBy(() -> PeerProgram.WRK.read(WRK.formatted("  Non-2xx or 3xx responses: 1")))
        .hasMessageContaining("wrk got errors");
    assertThatThrownBy(() -> PeerProgram.H2LOAD.read(H2LOAD.formatted(10)))
        .hasMessageContaining("h2load got errors");
  }

  @Test
  void refusesNothingAtAll() {
    assertThatThrownBy(() -> PeerProgram.WRK.read("wrk: no such host"))
        .hasMessageContaining("no such host");
    String none = WRK.formatted("").replace("241092 requests", "0 requests");
    assertThatThrownBy(() -> PeerProgram.WRK.read(none)).hasMessageContaining("nonsense");
  }
}

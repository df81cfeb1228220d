package dev.spate.worker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spate.plan.TlsOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whether sessions are resumed, as nginx sees it.
class TlsResumptionTest {
  @TempDir static Path directory;

  private static @Nullable Nginx nginx;

  @BeforeAll
  static void start() {
    Nginx.program()
        .ifPresent(
            program -> nginx = Nginx.start(program, directory, Certificates.server("localhost")));
  }

  @AfterAll
  static void stop() {
    if (nginx != null) {
      nginx.close();
    }
  }

  private static List<Integer> statuses(TlsClients clients) {
    assumeTrue(nginx != null, "this machine has no nginx");
    List<Integer> statuses = new ArrayList<>();
    try (Client client = clients.to(nginx.address())) {
      for (int i = 0; i < 4; i++) {
        statuses.add(client.ask(0).status());
      }
      assertThat(client.tlsTimes).hasSize(4);
    }
    return statuses;
  }

  @ParameterizedTest
  @CsvSource({"OPENSSL, TLSv1.2", "OPENSSL, TLSv1.3", "JDK, TLSv1.2", "JDK, TLSv1.3"})
  void laterConnectionsResumeTheSession(TlsOptions.Provider provider, String version) {
    assertThat(statuses(new TlsClients(provider).versions(version)))
        .containsExactly(200, 201, 201, 201);
  }

  @ParameterizedTest
  @CsvSource({"OPENSSL, TLSv1.2", "OPENSSL, TLSv1.3", "JDK, TLSv1.2", "JDK, TLSv1.3"})
  void withoutResumptionNoneDoes(TlsOptions.Provider provider, String version) {
    assertThat(statuses(new TlsClients(provider).versions(version).withoutResumption()))
        .containsExactly(200, 200, 200, 200);
  }
}

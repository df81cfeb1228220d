package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spate.plan.HttpOptions;
import dev.spate.plan.Protocol;
import dev.spate.worker.http.io.Transport;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a request over HTTP/2 costs in garbage on a loop's thread: 32 streams over four
/// connections, once they are open and code is warm.
@Isolated("measures, or takes much of the machine")
class Http2AllocationTest {
  @ParameterizedTest
  @EnumSource
  void aRequestAllocatesNextToNothing(Transport transport)
      throws InterruptedException, ExecutionException {
    assumeTrue(transport.available(), "this machine has no " + transport.id());
    double bytes = bytesPerRequest(transport, 0);
    System.out.printf("%s: %.2f bytes allocated a request of HTTP/2%n", transport.id(), bytes);
    assertThat(bytes).isLessThan(AllocationTest.allowed(transport));
  }

  @Test
  void norDoesItWhereSamplesOfFailedAnswersAreWanted()
      throws InterruptedException, ExecutionException {
    Transport transport = Transport.usual();
    assertThat(bytesPerRequest(transport, 1)).isLessThan(AllocationTest.allowed(transport));
  }

  private static double bytesPerRequest(Transport transport, int sampleErrors)
      throws InterruptedException, ExecutionException {
    HttpOptions options = Plans.options(10_000 * MS, 10_000 * MS).withProtocol(Protocol.HTTP2);
    HttpOptions eight =
        options
            .withConnections(options.connections().withStreams(8))
            .withSampleErrors(sampleErrors);
    try (NettyHttp2Server server = NettyHttp2Server.start(null);
        ExecutorService loop =
            Executors.newSingleThreadExecutor(HttpRequesters.loopThreads("loop"))) {
      return loop.submit(() -> AllocationTest.bytesPerRequest(server.address(), eight, transport))
          .get();
    }
  }
}

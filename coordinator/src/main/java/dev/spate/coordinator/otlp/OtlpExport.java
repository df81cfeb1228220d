package dev.spate.coordinator.otlp;

import dev.spate.control.Version;
import dev.spate.coordinator.Coordinator;
import dev.spate.coordinator.http.CommandPost;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the figures of the current run to somebody who takes OTLP, every ten seconds and at the
/// end. What could not be sent is not kept: the figures are sums, and the next ones say it all.
/// That nobody takes them is a line in the log, and changes nothing about the run.
public final class OtlpExport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpExport.class);
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final ActorSystem<?> system;
  private final CommandPost post;
  private final OtlpReceiver receiver;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("otlp").factory());
  private String run = "";
  private Instant since = Instant.now();
  private Instant before = since;
  private @Nullable ExportMetricsServiceRequest sent;
  private boolean failing;

  private OtlpExport(ActorSystem<?> system, CommandPost post, OtlpReceiver receiver) {
    this.system = system;
    this.post = post;
    this.receiver = receiver;
  }

  /// Begins to send, where the coordinator in command is here.
  public static OtlpExport start(ActorSystem<?> system, CommandPost post, OtlpReceiver receiver) {
    OtlpExport export = new OtlpExport(system, post, receiver);
    var _ =
        export.timer.scheduleWithFixedDelay(
            export::export, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    return export;
  }

  /// Sends the last figures, within twice [#LIMIT].
  @Override
  public void close() {
    var _ = timer.submit(this::export);
    timer.shutdown();
    try {
      var _ = timer.awaitTermination(2 * LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    timer.shutdownNow();
    client.shutdownNow();
  }

  private void export() {
    try {
      Optional<ActorRef<Coordinator.Command>> coordinator = post.coordinator();
      if (coordinator.isPresent()) {
        send(measured(coordinator.get()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | ExecutionException | TimeoutException e) {
      failed(String.valueOf(e.getMessage()));
    }
  }

  private MetricSnapshots measured(ActorRef<Coordinator.Command> coordinator)
      throws InterruptedException, ExecutionException, TimeoutException {
    return AskPattern.<Coordinator.Command, MetricSnapshots>ask(
            coordinator, Coordinator.Measure::new, LIMIT, system.scheduler())
        .toCompletableFuture()
        .get(2 * LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void send(MetricSnapshots snapshots) throws IOException, InterruptedException {
    Instant now = Instant.now();
    Optional<String> current = Runs.of(snapshots);
    if (current.isEmpty()) {
      before = now;
      return;
    }
    if (!current.get().equals(run)) {
      run = current.get();
      since = before; // it began since the last look
    }
    before = now;
    ExportMetricsServiceRequest timeless = new OtlpMetrics(0, 0).request(snapshots, version());
    if (timeless.equals(sent)) {
      return; // the run is over, and all of it is said
    }
    if (post(new OtlpMetrics(nanos(since), nanos(now)).request(snapshots, version()))) {
      sent = timeless;
    }
  }

  private boolean post(ExportMetricsServiceRequest request)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(receiver.url())
            .timeout(LIMIT)
            .header("content-type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(request.toByteArray()));
    receiver.headers().forEach(builder::setHeader);
    int status = client.send(builder.build(), BodyHandlers.discarding()).statusCode();
    if (status / 100 != 2) {
      failed("it answered " + status);
      return false;
    }
    if (failing) {
      failing = false;
      LOG.info("the {} takes metrics again", receiver);
    }
    return true;
  }

  /// Said once, until it works again.
  private void failed(String reason) {
    if (!failing) {
      failing = true;
      LOG.warn("the {} does not take metrics: {}", receiver, reason);
    }
  }

  private static String version() {
    return Version.current();
  }

  private static long nanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }
}

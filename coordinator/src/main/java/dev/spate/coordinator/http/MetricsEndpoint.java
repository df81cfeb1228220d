package dev.spate.coordinator.http;

import dev.spate.coordinator.Coordinator;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ContentType;

/// The current run, or the last one, for Prometheus and whoever reads its formats: protobuf, which
/// has native histograms, OpenMetrics or plain text, as the scraper accepts them.
final class MetricsEndpoint {
  private static final ExpositionFormats FORMATS = ExpositionFormats.init();

  private final Inquiries inquiries;

  MetricsEndpoint(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  Endpoint endpoint() {
    return Endpoint.get("/metrics", this::answer);
  }

  private CompletionStage<HttpResponse> answer(Call call) {
    String accept = call.request().getHeader("Accept").map(HttpHeader::value).orElse("");
    CompletionStage<MetricSnapshots> measured = inquiries.ask(Coordinator.Measure::new);
    return measured.thenApply(metrics -> answer(FORMATS.findWriter(accept), metrics));
  }

  private static HttpResponse answer(ExpositionFormatWriter writer, MetricSnapshots metrics) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      writer.write(body, metrics);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ContentType type = ContentType.parse(writer.getContentType()).toOption().get();
    return HttpResponse.create().withEntity(HttpEntities.create(type, body.toByteArray()));
  }
}

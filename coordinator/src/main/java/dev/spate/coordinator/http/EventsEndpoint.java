package dev.spate.coordinator.http;

import dev.spate.coordinator.Coordinator;
import dev.spate.coordinator.RunFeed;
import dev.spate.coordinator.RunResult;
import dev.spate.coordinator.RunSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.typed.javadsl.ActorSource;
import org.apache.pekko.util.ByteString;

/// The live stream of a run. A listener that is too slow is cut off; it comes back with the number
/// of the last row that it had, as one does whose connection broke, and misses nothing.
final class EventsEndpoint {
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /// Events that a slow listener may be behind.
  private static final int BUFFER = 512;

  private final Inquiries inquiries;

  EventsEndpoint(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  Endpoint endpoint() {
    return Endpoint.get("/api/v1/runs/{id}/events", this::follow);
  }

  private CompletionStage<HttpResponse> follow(Call call) {
    long afterSlot = lastEventId(call.request());
    return inquiries
        .describe(call.argument(0))
        .thenApply(known -> stream(events(known, afterSlot)));
  }

  private static long lastEventId(HttpRequest request) {
    String id = request.getHeader("Last-Event-ID").map(HttpHeader::value).orElse("0").strip();
    if (!id.matches("\\d{1,18}")) {
      throw new Refusal(400, "Last-Event-ID is the id of a slot event, not '" + id + "'");
    }
    return Long.parseLong(id);
  }

  private static HttpResponse stream(Source<ByteString, NotUsed> events) {
    return HttpResponse.create()
        .withEntity(
            HttpEntities.create(
                ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM),
                events.keepAlive(HEARTBEAT, () -> EventFrames.HEARTBEAT)));
  }

  private Source<ByteString, NotUsed> events(Coordinator.Description.Known known, long afterSlot) {
    RunSummary summary = known.summary();
    RunResult result = summary.result();
    return result == null ? live(summary.id(), afterSlot) : past(known, afterSlot, result);
  }

  private static Source<ByteString, NotUsed> past(
      Coordinator.Description.Known known, long afterSlot, RunResult result) {
    Path report = known.directory().resolve("report.json");
    Source<ByteString, NotUsed> rows =
        Files.isRegularFile(report) ? PastRows.after(report, afterSlot) : Source.empty();
    return rows.concat(Source.single(EventFrames.finished(result)));
  }

  private Source<ByteString, NotUsed> live(String run, long afterSlot) {
    return ActorSource.<RunFeed>actorRef(
            feed -> feed instanceof RunFeed.Gone,
            _ -> Optional.empty(),
            BUFFER,
            OverflowStrategy.fail())
        .mapMaterializedValue(listener -> {
          inquiries.coordinator().tell(new Coordinator.Follow(run, afterSlot, listener));
          return NotUsed.getInstance();
        })
        .takeWhile(feed -> !(feed instanceof RunFeed.Finished), true)
        .map(EventFrames::of);
  }
}

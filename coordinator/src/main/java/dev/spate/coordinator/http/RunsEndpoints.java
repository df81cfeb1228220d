package dev.spate.coordinator.http;

import dev.spate.coordinator.Coordinator;
import dev.spate.coordinator.RunPhase;
import dev.spate.coordinator.RunResult;
import dev.spate.coordinator.RunSummary;
import dev.spate.coordinator.history.RunDirectories;
import dev.spate.coordinator.plan.Given;
import dev.spate.coordinator.plan.ParsedPlan;
import dev.spate.coordinator.plan.PlanParser;
import dev.spate.coordinator.plan.Problem;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.Plan;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaType;
import org.apache.pekko.http.javadsl.model.Query;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Submitting, listing and stopping runs.
final class RunsEndpoints {
  /// The largest plan, in bytes.
  static final int MAX_PLAN = 4 << 20;

  private static final int MAX_NAME = 100;
  private static final int MAX_TAGS = 50;
  private static final int MAX_TAG = 500;
  private static final long UPLOAD_MS = 10_000;
  private static final Set<String> PLAN_TYPES =
      Set.of(
          "application/yaml",
          "application/x-yaml",
          "text/yaml",
          "text/x-yaml",
          "application/json",
          "text/plain",
          "application/octet-stream");

  private final Inquiries inquiries;

  RunsEndpoints(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("POST", "/api/v1/runs", this::submit),
        Endpoint.get("/api/v1/runs/{id}", this::describe),
        new Endpoint("DELETE", "/api/v1/runs/{id}", this::delete));
  }

  private CompletionStage<HttpResponse> submit(Call call) {
    requirePlanType(call.request());
    Query query = call.request().getUri().query();
    String name = name(query);
    Map<String, String> tags = tags(query.getAll("tag"));
    UnaryOperator<Plan> change = sampleErrors(query);
    Given given = GivenHeaders.of(call.request());
    return call.request()
        .entity()
        .withSizeLimit(PlanUpload.isOne(call.request()) ? PlanUpload.MAX_BYTES : MAX_PLAN)
        .toStrict(UPLOAD_MS, inquiries.system())
        .thenApplyAsync(
            body -> parse(call.request(), body.getData().utf8String(), given),
            Thread::startVirtualThread)
        .thenCompose(parsed ->
            switch (parsed) {
              case ParsedPlan.Accepted accepted ->
                  begin(change.apply(accepted.plan()), accepted.redactedText(), name, tags);
              case ParsedPlan.Rejected(var problems) ->
                  CompletableFuture.completedFuture(rejected(problems));
            });
  }

  private static ParsedPlan parse(HttpRequest request, String body, Given given) {
    if (!PlanUpload.isOne(request)) {
      return PlanParser.parse(body, given);
    }
    PlanUpload upload = PlanUpload.read(body);
    return PlanParser.parse(upload.plan(), given.withFiles(upload.files()));
  }

  private static void requirePlanType(HttpRequest request) {
    if (PlanUpload.isOne(request)) {
      return;
    }
    MediaType type = request.entity().getContentType().mediaType();
    String name = type.mainType() + "/" + type.subType();
    if (!PLAN_TYPES.contains(name) && !name.equals("none/none")) {
      throw new Refusal(415, "a plan is application/yaml or application/json, not " + name);
    }
  }

  private static String name(Query query) {
    String name = query.getOrElse("name", "").strip();
    if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw new Refusal(400, "the name of a run has at most " + MAX_NAME + " printable characters");
    }
    return name;
  }

  /// What the query changes about how errors are sampled.
  static UnaryOperator<Plan> sampleErrors(Query query) {
    Optional<String> text = query.get("sampleErrors");
    if (text.isEmpty()) {
      return UnaryOperator.identity();
    }
    if (!text.get().matches("[0-9]{1,3}")
        || Integer.parseInt(text.get()) > HttpOptions.MAX_SAMPLE_ERRORS) {
      throw new Refusal(400, "sampleErrors is a number, 0 to " + HttpOptions.MAX_SAMPLE_ERRORS);
    }
    int number = Integer.parseInt(text.get());
    return plan -> plan.withHttp(plan.http().withSampleErrors(number));
  }

  /// @param pairs as the query has them, the last one first
  static Map<String, String> tags(List<String> pairs) {
    if (pairs.size() > MAX_TAGS) {
      throw new Refusal(400, "a run has at most " + MAX_TAGS + " tags");
    }
    Map<String, String> tags = new LinkedHashMap<>();
    for (String pair : pairs.reversed()) {
      int equals = pair.indexOf('=');
      if (equals < 1 || pair.length() > MAX_TAG) {
        throw new Refusal(
            400, "a tag is key=value with at most " + MAX_TAG + " characters: tag=env%3Dtest");
      }
      tags.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return tags;
  }

  private CompletionStage<HttpResponse> begin(
      Plan plan, String text, String name, Map<String, String> tags) {
    CompletionStage<Coordinator.Submission> submitted =
        inquiries.ask(replyTo -> new Coordinator.Submit(plan, text, name, tags, replyTo));
    return submitted.thenApply(submission ->
        switch (submission) {
          case Coordinator.Submission.Accepted(var run) ->
              Replies.json(201, Replies.object().put("id", run))
                  .addHeader(RawHeader.create("Location", "/api/v1/runs/" + run));
          case Coordinator.Submission.Busy(var run) ->
              Replies.error(409, "run " + run + " is under way; one run at a time");
          case Coordinator.Submission.Failed(var reason) -> Replies.error(500, reason);
        });
  }

  private static HttpResponse rejected(List<Problem> problems) {
    ObjectNode body = Replies.object();
    ArrayNode list = body.putArray("problems");
    for (Problem problem : problems) {
      list.addObject()
          .put("line", problem.line())
          .put("column", problem.column())
          .put("path", problem.path())
          .put("message", problem.message())
          .put("suggestion", problem.suggestion());
    }
    return Replies.json(400, body);
  }

  private CompletionStage<HttpResponse> describe(Call call) {
    return inquiries
        .describe(call.argument(0))
        .thenApply(known -> {
          ObjectNode run = toJson(known.summary());
          run.set(
              "progress",
              known.progress().isEmpty()
                  ? run.nullNode()
                  : Replies.JSON.readTree(known.progress()));
          return Replies.json(200, run);
        });
  }

  /// Stops a run; with `files=true`, deletes a finished one.
  private CompletionStage<HttpResponse> delete(Call call) {
    boolean files = "true".equals(call.request().getUri().query().getOrElse("files", ""));
    return files ? deleteFiles(call.argument(0)) : stop(call.argument(0));
  }

  private CompletionStage<HttpResponse> stop(String run) {
    return inquiries.stop(run).thenApply(known -> Replies.json(202, toJson(known.summary())));
  }

  private CompletionStage<HttpResponse> deleteFiles(String run) {
    return inquiries
        .describe(run)
        .thenCompose(known -> {
          if (known.summary().phase() != RunPhase.FINISHED) {
            throw new Refusal(409, "run " + run + " has not finished; stop it first");
          }
          return inquiries.forget(run);
        })
        .thenApplyAsync(RunsEndpoints::deleted, Thread::startVirtualThread);
  }

  private static HttpResponse deleted(Coordinator.Description.Known known) {
    try {
      RunDirectories.delete(known.directory());
    } catch (IOException e) {
      throw new Refusal(
          409,
          "the files of run " + known.summary().id() + " cannot be deleted: " + e.getMessage());
    }
    return Replies.json(200, toJson(known.summary()));
  }

  /// Verdict and exit code are null until the run is finished.
  static ObjectNode toJson(RunSummary run) {
    RunResult result = run.result();
    return Replies.object()
        .put("id", run.id())
        .put("name", run.name())
        .put("state", run.phase().id())
        .put("startedAt", run.startedAt().toString())
        .put("verdict", result != null ? result.verdict() : null)
        .put("exitCode", result != null ? (Integer) result.exitCode() : null);
  }
}

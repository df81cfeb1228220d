package dev.spate.client;

import dev.spate.coordinator.history.PastRun;
import dev.spate.coordinator.history.RunFilter;
import dev.spate.coordinator.plan.Given;
import dev.spate.coordinator.plan.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Talks to the API of a coordinator, or of the one in command of several. Every method blocks, and
/// throws [ClientException] with a sentence for people where the coordinator cannot be reached or
/// answers something else than its API promises. For any thread.
public final class CoordinatorClient implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final String WITH_FILES = "application/vnd.spate.plan-and-files+json";
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_ERROR_BYTES = 10_000;
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,100}");

  private final HttpClient http;
  private final CommandSeeker seeker;

  /// @param base such as `http://127.0.0.1:7070`
  public CoordinatorClient(URI base) {
    this(List.of(base));
  }

  /// Asks one after the other, and stays with the one that is in command.
  ///
  /// @param bases of all coordinators of the cluster, at least one
  public CoordinatorClient(List<URI> bases) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    this.seeker = new CommandSeeker(http, bases);
  }

  /// Where the coordinators are, for people.
  String places() {
    return seeker.names();
  }

  /// Submits a plan.
  ///
  /// @param planText YAML or JSON
  /// @param name another name for the run than the plan's; empty for the plan's
  /// @param sampleErrors takes the place of the plan's `http.sampleErrors`; empty for the plan's
  public Submission submit(
      String planText, String name, Map<String, String> tags, OptionalInt sampleErrors) {
    return submit(planText, Given.NOTHING, name, tags, sampleErrors);
  }

  /// Submits a plan with values from here.
  ///
  /// @param given only what the plan asks for: it is sent along
  public Submission submit(
      String planText,
      Given given,
      String name,
      Map<String, String> tags,
      OptionalInt sampleErrors) {
    List<String> query = new ArrayList<>();
    if (!name.isEmpty()) {
      query.add("name=" + encoded(name));
    }
    tags.forEach((key, value) -> query.add("tag=" + encoded(key + "=" + value)));
    sampleErrors.ifPresent(number -> query.add("sampleErrors=" + number));
    HttpRequest.Builder builder =
        request("/api/v1/runs" + (query.isEmpty() ? "" : "?" + String.join("&", query)))
            .header("Content-Type", given.files().isEmpty() ? "application/yaml" : WITH_FILES)
            .POST(
                BodyPublishers.ofString(
                    given.files().isEmpty()
                        ? planText
                        : ApiJson.planWithFiles(planText, given.files())));
    addPairs(builder, "Spate-Variables", given.variables());
    addPairs(builder, "Spate-Environment", given.environment());
    HttpRequest request = builder.build();
    HttpResponse<String> response = send(request, BodyHandlers.ofString());
    return switch (response.statusCode()) {
      case 201 -> new Submission.Accepted(ApiJson.text(ApiJson.tree(response.body()), "id"));
      case 400 -> rejected(request, response);
      case 409, 413, 503 -> new Submission.Refused(ApiJson.error(response.body()));
      default -> throw unexpected(request, response.statusCode(), response.body());
    };
  }

  private static void addPairs(
      HttpRequest.Builder request, String header, Map<String, String> pairs) {
    if (!pairs.isEmpty()) {
      List<String> encoded = new ArrayList<>();
      pairs.forEach((key, value) -> encoded.add(encoded(key) + "=" + encoded(value)));
      request.header(header, String.join("&", encoded));
    }
  }

  /// A plan has problems; a name or a tag of the run is answered like every other wrong request.
  private static Submission rejected(HttpRequest request, HttpResponse<String> response) {
    List<Problem> problems = ApiJson.problems(ApiJson.tree(response.body()));
    if (problems.isEmpty()) {
      throw unexpected(request, response.statusCode(), response.body());
    }
    return new Submission.Rejected(problems);
  }

  /// The runs that the coordinator knows.
  public List<RunStatus> runs() {
    return getJson("/api/v1/runs").path("runs").valueStream().map(ApiJson::run).toList();
  }

  /// Finished runs, the newest first.
  public List<PastRun> pastRuns(RunFilter filter) {
    List<String> query = new ArrayList<>();
    query.add("limit=" + filter.limit());
    if (!filter.name().isEmpty()) {
      query.add("name=" + encoded(filter.name()));
    }
    if (!filter.verdict().isEmpty()) {
      query.add("verdict=" + filter.verdict());
    }
    if (filter.since() != null) {
      query.add("since=" + encoded(filter.since().toString()));
    }
    filter.tags().forEach((key, value) -> query.add("tag=" + encoded(key + "=" + value)));
    return getJson("/api/v1/runs?" + String.join("&", query))
        .path("runs")
        .valueStream()
        .filter(run -> run.path("state").asString("").equals("finished"))
        .map(ApiJson::pastRun)
        .toList();
  }

  /// Deletes a finished run with all its files.
  public void delete(String id) {
    HttpRequest request = request("/api/v1/runs/" + encoded(id) + "?files=true").DELETE().build();
    HttpResponse<String> response = send(request, BodyHandlers.ofString());
    switch (response.statusCode()) {
      case 200 -> {}
      case 404 -> throw new ClientException("the coordinator knows no run " + id);
      case 409 -> throw new ClientException(ApiJson.error(response.body()));
      default -> throw unexpected(request, response.statusCode(), response.body());
    }
  }

  /// One run.
  public RunStatus run(String id) {
    return ApiJson.run(getJson("/api/v1/runs/" + encoded(id)));
  }

  /// The workers of the cluster.
  public List<WorkerStatus> workers() {
    return getJson("/api/v1/workers").path("workers").valueStream().map(ApiJson::worker).toList();
  }

  /// Asks for the end of a run; returns before it has ended.
  public void stop(String id) {
    HttpRequest request = request("/api/v1/runs/" + encoded(id)).DELETE().build();
    HttpResponse<String> response = send(request, BodyHandlers.ofString());
    if (response.statusCode() == 404) {
      throw new ClientException("the coordinator knows no run " + id);
    }
    if (response.statusCode() / 100 != 2) {
      throw unexpected(request, response.statusCode(), response.body());
    }
  }

  /// The names of a run's files.
  public List<String> files(String id) {
    List<String> names =
        getJson("/api/v1/runs/" + encoded(id) + "/files")
            .path("files")
            .valueStream()
            .map(name -> name.asString(""))
            .toList();
    for (String name : names) {
      if (!FILE_NAME.matcher(name).matches()) {
        throw new ClientException("the coordinator offers a file with a strange name: " + name);
      }
    }
    return names;
  }

  /// Copies a file of a run. It has its name only when it is whole; until then it is `NAME.part`.
  public void download(String id, String name, Path to) {
    HttpRequest request =
        request("/api/v1/runs/" + encoded(id) + "/files/" + encoded(name)).GET().build();
    HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
    Path part = to.resolveSibling(name + ".part");
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw unexpected(request, response.statusCode(), beginning(body));
      }
      Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      discard(part);
      throw new ClientException("cannot copy " + name + " of run " + id + ": " + failure, failure);
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException _) {
      // It says by its name that it is not whole.
    }
  }

  /// As much of an answer as an error is long.
  static String beginning(InputStream body) throws IOException {
    return new String(body.readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8);
  }

  /// Follows a run to its end; see [RunFollower].
  ///
  /// @param patience for how long a coordinator that goes is looked for
  /// @throws ClientException where it does not come back
  public RunEnd follow(String id, RunListener listener, Duration patience) {
    return new RunFollower(this, id, listener, RunFollower.SILENCE, patience).follow();
  }

  /// A run's event stream, as soon as the coordinator has begun to answer; the caller closes the
  /// body.
  HttpResponse<InputStream> events(String id, String lastEventId)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request("/api/v1/runs/" + encoded(id) + "/events").header("Accept", "text/event-stream");
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    return seeker.send(request.GET().build(), BodyHandlers.ofInputStream());
  }

  private JsonNode getJson(String path) {
    HttpRequest request = request(path).GET().build();
    HttpResponse<String> response = send(request, BodyHandlers.ofString());
    if (response.statusCode() == 404) {
      throw new ClientException("the coordinator at " + seeker.current() + " has no " + path);
    }
    if (response.statusCode() != 200) {
      throw unexpected(request, response.statusCode(), response.body());
    }
    return ApiJson.tree(response.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(seeker.current().resolve(path)).timeout(ANSWER_TIMEOUT);
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
    try {
      return seeker.send(request, handler);
    } catch (CommandSeeker.NoCommandException failure) {
      throw new ClientException(String.valueOf(failure.getMessage()), failure);
    } catch (ConnectException failure) {
      throw new ClientException("there is no coordinator at " + seeker.names(), failure);
    } catch (IOException failure) {
      throw new ClientException(
          "cannot talk to the coordinator at " + seeker.current() + ": " + failure.getMessage(),
          failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new ClientException("interrupted while talking to the coordinator", failure);
    }
  }

  /// Why nothing came of an exchange, in so many words.
  static String reason(IOException failure) {
    return failure instanceof ConnectException
        ? "nobody listens there"
        : Objects.requireNonNullElse(failure.getMessage(), failure.toString());
  }

  /// @param body which says why, where it is a coordinator that answered
  static ClientException unexpected(HttpRequest request, int status, String body) {
    String reason = ApiJson.error(body);
    return new ClientException(
        "the coordinator answered %d to %s %s%s"
            .formatted(
                status,
                request.method(),
                request.uri().getPath(),
                reason.isEmpty() ? "" : ": " + reason));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

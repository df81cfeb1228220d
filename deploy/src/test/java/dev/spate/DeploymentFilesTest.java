package dev.spate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// What is handed to Docker, Kubernetes and systemd, as far as it can be checked without them.
class DeploymentFilesTest {
  /// All coordinators that there may be.
  private static final String JOIN =
      "--join=coordinator-0.coordinator.spate.svc.cluster.local:7071,"
          + "coordinator-1.coordinator.spate.svc.cluster.local:7071";

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Path UNITS = Path.of("systemd");

  private @TempDir Path directory = Path.of("");

  private static List<JsonNode> documents(String text) {
    try (MappingIterator<JsonNode> parsed = YAML.readerFor(JsonNode.class).readValues(text)) {
      return parsed.readAll();
    }
  }

  private static List<JsonNode> kubernetes() throws IOException {
    List<JsonNode> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("kubernetes"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        all.addAll(documents(Files.readString(file)));
      }
    }
    return all;
  }

  private static JsonNode one(List<JsonNode> documents, String kind) {
    List<JsonNode> found =
        documents.stream().filter(node -> node.path("kind").asString("").equals(kind)).toList();
    assertThat(found).as(kind).hasSize(1);
    return found.getFirst();
  }

  private static boolean installed(String tool, String reason) {
    boolean there =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(dir -> Files.isExecutable(Path.of(dir, tool)));
    if (!there) {
      System.err.println("SKIPPED: " + tool + " is not installed; " + reason);
    }
    return there;
  }

  private String output(String... command) throws IOException, InterruptedException {
    Path out = directory.resolve("out.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(out);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  @Test
  void composeHasACoordinatorWorkersAndATarget() throws IOException {
    JsonNode compose = documents(Files.readString(Path.of("docker/compose.yaml"))).getFirst();
    JsonNode services = compose.path("services");
    assertThat(services.propertyNames())
        .containsExactlyInAnyOrder("coordinator", "worker", "target");
    assertThat(services.at("/worker/command").toString()).contains("coordinator:7071");
    assertThat(services.at("/coordinator/ports/0").asString("")).startsWith("127.0.0.1:");
    // Docker mounts a tmpfs noexec unless told otherwise, and then Netty has no epoll.
    assertThat(compose.at("/x-spate/tmpfs/0").asString("")).isEqualTo("/tmp:exec");
    // A service with a fixed name or port of the machine cannot be scaled.
    assertThat(services.path("worker").has("ports")).isFalse();
    assertThat(services.path("worker").has("container_name")).isFalse();
  }

  @Test
  void podsRunWithoutPrivilegesAndWithinLimits() throws IOException {
    for (String kind : List.of("StatefulSet", "Deployment")) {
      JsonNode pod = one(kubernetes(), kind).at("/spec/template/spec");
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean(false)).as(kind).isTrue();
      for (JsonNode container : pod.path("containers").values()) {
        JsonNode security = container.path("securityContext");
        assertThat(security.path("readOnlyRootFilesystem").asBoolean(false)).isTrue();
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.at("/capabilities/drop/0").asString("")).isEqualTo("ALL");
        assertThat(container.at("/resources/limits/memory").asString("")).isNotEmpty();
        assertThat(container.has("livenessProbe")).isTrue();
      }
    }
  }

  @Test
  void theCoordinatorIsAskedForItsHealthAndWorkersFindIt() throws IOException {
    JsonNode coordinator = one(kubernetes(), "StatefulSet").at("/spec/template/spec/containers/0");
    assertThat(coordinator.at("/livenessProbe/httpGet/path").asString(""))
        .isEqualTo("/health/live");
    assertThat(coordinator.at("/readinessProbe/httpGet/path").asString(""))
        .isEqualTo("/health/ready");
    String worker = one(kubernetes(), "Deployment").toString();
    assertThat(coordinator.path("args").toString())
        .contains("--advertise=$(POD_NAME).coordinator.spate.svc.cluster.local")
        .contains(JOIN);
    assertThat(worker).contains(JOIN);
    assertThat(one(kubernetes(), "StatefulSet").at("/spec/serviceName").asString(""))
        .isEqualTo("coordinator");
    assertThat(
            kubernetes().stream()
                .filter(node -> node.path("kind").asString("").equals("Service"))
                .map(node -> node.at("/metadata/name").asString("")))
        .containsExactlyInAnyOrder("coordinator", "api");
  }

  @Test
  void everyPodIsBehindAPolicyOfTheNetwork() throws IOException {
    List<String> guarded =
        kubernetes().stream()
            .filter(node -> node.path("kind").asString("").equals("NetworkPolicy"))
            .map(node -> node.at("/spec/podSelector/matchLabels").toString())
            .toList();
    assertThat(guarded).anyMatch(labels -> labels.contains("coordinator"));
    assertThat(guarded).anyMatch(labels -> labels.contains("worker"));
  }

  @Test
  void kustomizeBuildsTheWhole() throws Exception {
    assumeTrue(installed("kubectl", "the kustomization was not built"));
    List<JsonNode> built = documents(output("kubectl", "kustomize", "kubernetes"));
    assertThat(built.stream().map(node -> node.path("kind").asString("")).toList())
        .containsExactlyInAnyOrder(
            "Namespace",
            "Service",
            "Service",
            "StatefulSet",
            "Deployment",
            "NetworkPolicy",
            "NetworkPolicy");
    assertThat(built.stream().filter(node -> !node.path("kind").asString("").equals("Namespace")))
        .allMatch(node -> node.at("/metadata/namespace").asString("").equals("spate"));
  }

  @Test
  void systemdHasNothingToSayAboutTheUnits() throws Exception {
    assumeTrue(installed("systemd-analyze", "the units were not verified"));
    for (String name : List.of("spate-coordinator.service", "spate-worker@.service")) {
      // The program need not be installed here for its unit to be right.
      String unit =
          Files.readString(UNITS.resolve(name)).replace("/opt/spate/bin/spate", "/bin/true");
      Path copy = directory.resolve(name.replace("@", "@1"));
      Files.writeString(copy, unit, StandardCharsets.UTF_8);
      String said = output("systemd-analyze", "verify", "--man=no", copy.toString());
      assertThat(said.lines().filter(line -> line.contains("spate"))).isEmpty();
    }
  }

  @Test
  void theUnitsAreAlikeInWhatTheyForbid() throws IOException {
    Set<String> coordinator = restrictions("spate-coordinator.service");
    assertThat(coordinator).hasSizeGreaterThan(15).contains("NoNewPrivileges=yes");
    assertThat(restrictions("spate-worker@.service")).isEqualTo(coordinator);
  }

  private static Set<String> restrictions(String name) throws IOException {
    try (Stream<String> lines = Files.lines(UNITS.resolve(name))) {
      return Set.copyOf(
          lines
              .dropWhile(line -> !line.startsWith("NoNewPrivileges"))
              .takeWhile(line -> !line.isEmpty())
              .toList());
    }
  }
}

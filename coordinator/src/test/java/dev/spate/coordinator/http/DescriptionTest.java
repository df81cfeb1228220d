package dev.spate.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.Coordinator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DescriptionTest {
  private final JsonNode description = Replies.JSON.readTree(Description.text());

  @Test
  void describesTheRoutesThatThereAreAndNoOthers() {
    ActorTestKit kit = ActorTestKit.create();
    try {
      var coordinator = kit.<Coordinator.Command>createTestProbe().getRef();
      Set<String> served =
          Api.endpoints(new Inquiries(kit.system(), CommandPost.of(coordinator))).stream()
              .map(endpoint -> endpoint.method() + " " + endpoint.template())
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(described()).isEqualTo(served);
    } finally {
      kit.shutdownTestKit();
    }
  }

  private Set<String> described() {
    Set<String> described = new TreeSet<>();
    description
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .propertyNames()
                .forEach(method ->
                    described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return described;
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    for (JsonNode reference : description.findValues("$ref")) {
      String to = reference.stringValue();
      JsonNode found =
          to.startsWith("#") ? description.at(to.substring(1)) : description.path("paths").path(to);
      assertThat(found.isMissingNode()).as(to).isFalse();
    }
  }

  @Test
  void everyPlaceholderOfAPathIsAParameter() {
    description
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .forEach(operation -> {
                  Set<String> inPath = new TreeSet<>();
                  for (JsonNode parameter : operation.path("parameters")) {
                    if (parameter.path("in").stringValue().equals("path")) {
                      inPath.add("{" + parameter.path("name").stringValue() + "}");
                    }
                  }
                  assertThat(path.getKey().split("/"))
                      .filteredOn(part -> part.startsWith("{"))
                      .as(path.getKey())
                      .containsExactlyInAnyOrderElementsOf(inPath);
                }));
  }

  @Test
  void theFilesAreThoseThatAreServed() {
    assertThat(RunFile.ALL.stream().map(RunFile::name))
        .allMatch(name -> Description.text().contains('"' + name + '"'));
  }
}

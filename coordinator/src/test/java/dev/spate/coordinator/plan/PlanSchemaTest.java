package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.spate.coordinator.schema.JsonSchema;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Holds the schema against the readers, which have the last word, and against all plans there are.
final class PlanSchemaTest {
  private static final JsonNode SCHEMA =
      JsonMapper.builder().build().readTree(JsonSchema.PLAN.text());
  private static final YAMLMapper YAML = YAMLMapper.builder().build();
  private static final Schema VALIDATOR =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(SCHEMA);

  /// Where the schema has the keys that a reader knows: by the reader and the name of its constant.
  private static final Map<String, String> PLACES =
      Map.ofEntries(
          Map.entry("PlanReader.KEYS", ""),
          Map.entry("HttpReader.KEYS", "/$defs/http"),
          Map.entry("ConnectionsReader.KEYS", "/$defs/connections"),
          Map.entry("TlsReader.KEYS", "/$defs/tls"),
          Map.entry("PhaseReader.KEYS", "/$defs/phase"),
          Map.entry("PhaseReader.STEP", "/$defs/stepOfLoad"),
          Map.entry("PhaseReader.SPIKE", "/$defs/spike"),
          Map.entry("ReplayReader.KEYS", "/$defs/replay"),
          Map.entry("FeedersReader.KEYS", "/$defs/feeder"),
          Map.entry("ScenarioReader.KEYS", "/$defs/scenario"),
          Map.entry("ScenarioReader.STEP", "/$defs/step"),
          Map.entry("AuthReader.KEYS", "/$defs/step/properties/auth"),
          Map.entry("OAuthReader.KEYS", "/$defs/step/properties/auth/properties/oauth2"),
          Map.entry("AuthReader.BASIC", "/$defs/step/properties/auth/properties/basic"),
          Map.entry("BodyFileReader.KEYS", "/$defs/step/properties/bodyFile/oneOf/1"),
          Map.entry("MultipartReader.KEYS", "/$defs/step/properties/multipart/items"),
          Map.entry("BlockReader.LOOP", "/$defs/loop"),
          Map.entry("CheckReader.KEYS", "/$defs/check"),
          Map.entry("CheckReader.RULE", "/$defs/ruleOfText"),
          Map.entry("CaptureReader.KEYS", "/$defs/captureOf"),
          Map.entry("ThresholdReader.RULE", "/$defs/ruleMapping"),
          Map.entry("WorkersReader.KEYS", "/$defs/workers"));

  @Test
  void hasTheKeysOfTheReadersAndNoOthers() throws Exception {
    Map<String, Set<String>> read = keysOfReaders();
    assertThat(read.keySet())
        .as("a reader whose place in the schema this test does not know, or that is gone")
        .isEqualTo(new TreeSet<>(PLACES.keySet()));
    read.forEach((reader, keys) ->
        assertThat(new TreeSet<>(SCHEMA.at(PLACES.get(reader) + "/properties").propertyNames()))
            .as(reader + ", in plan.schema.json at " + PLACES.get(reader))
            .isEqualTo(keys));
  }

  private static Map<String, Set<String>> keysOfReaders() throws Exception {
    Map<String, Set<String>> keys = new TreeMap<>();
    for (String name : classes()) {
      for (Field field : Class.forName("dev.spate.coordinator.plan." + name).getDeclaredFields()) {
        if (field.getType() == Fields.Keys.class) {
          field.setAccessible(true);
          if (field.get(null) instanceof Fields.Keys found) {
            keys.put(name + "." + field.getName(), new TreeSet<>(found.known()));
          }
        }
      }
    }
    return keys;
  }

  private static List<String> classes() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target/classes/dev/spate/coordinator/plan"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".class") && file.indexOf('$') < 0)
          .map(file -> file.replace(".class", ""))
          .toList();
    }
  }

  @Test
  void describesEveryKey() {
    for (String place : PLACES.values()) {
      SCHEMA
          .at(place + "/properties")
          .properties()
          .forEach(property -> {
            JsonNode schema = property.getValue();
            String reference = schema.path("$ref").asString("#");
            JsonNode meant = SCHEMA.at(reference.substring(1));
            assertThat(schema.path("description").asString(meant.path("description").asString("")))
                .as(place + "/" + property.getKey())
                .isNotBlank();
          });
    }
  }

  static Stream<String> plans() throws IOException {
    List<String> plans = new ArrayList<>(PlanReferenceTest.examples());
    plans.add(Plans.SHORTEST);
    plans.add(Plans.FULL);
    plans.add(new NewPlan("https://shop.example/a").yaml("plan.yaml"));
    plans.add(QuickPlan.of("127.0.0.1:8080/x", new QuickPlan.Load.Users(5), "10s").yaml());
    plans.add(Files.readString(Path.of("../deploy/src/main/resources/dev/spate/cli/demo.yaml")));
    return plans.stream();
  }

  @ParameterizedTest
  @MethodSource("plans")
  void acceptsWhatTheReadersAccept(String plan) {
    Plans.plan(plan);
    assertThat(VALIDATOR.validate(YAML.readTree(plan))).isEmpty();
  }

  /// A schema cannot say all of it: what is defined twice, how numbers relate, names that have to
  /// be there.
  @Test
  void refusesMostOfWhatTheReadersRefuse() throws IOException {
    List<String> accepted = new ArrayList<>();
    int read = 0;
    for (String name : PlanCorpusTest.wrongPlans()) {
      try {
        JsonNode plan = YAML.readTree(PlanCorpusTest.text(name));
        read++;
        List<Error> errors = VALIDATOR.validate(plan);
        if (errors.isEmpty()) {
          accepted.add(name);
        }
      } catch (JacksonException _) {
        // No YAML at all: not a matter of the schema.
      }
    }
    assertThat(accepted).as("of " + read).hasSizeLessThan(read / 3);
    assertThat(accepted).contains("duplicate-keys").doesNotContain("unknown-keys", "both-loads");
  }
}

package dev.spate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.schema.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// To a plan from nothing, or from what there is: `new`, `import`, `schema`, `validate`.
class WaysInTest {
  private @TempDir Path directory = Path.of("");
  private FakeWorld world = new FakeWorld(directory);

  @BeforeEach
  void createTheWorld() {
    world = new FakeWorld(directory);
  }

  @Test
  void writesAPlanThatValidates() {
    assertThat(world.run("new", "https://shop.example/a?b=c", "-o", "shop.yaml")).isZero();
    assertThat(world.err()).isEqualTo("Wrote shop.yaml. Next: spate validate shop.yaml\n");
    assertThat(world.run("validate", "shop.yaml")).as(world.err()).isZero();
    assertThat(world.out()).contains("shop.example: 1m40s against https://shop.example", "steady");
  }

  @Test
  void leavesAFileThatIsThereAlone() throws IOException {
    Files.writeString(directory.resolve("plan.yaml"), "mine");
    assertThat(world.run("new", "localhost")).isEqualTo(104);
    assertThat(world.err()).contains("plan.yaml is there already", "-o");
    assertThat(directory.resolve("plan.yaml")).hasContent("mine");
  }

  @Test
  void printsAPlan() {
    assertThat(world.run("new", "localhost:8080", "-o", "-")).isZero();
    assertThat(world.out()).contains("target: http://localhost:8080");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void saysWhatIsWrongWithTheUrlAndWritesNothing() {
    assertThat(world.run("new", "ftp://x")).isEqualTo(104);
    assertThat(world.err()).contains("must begin with http:// or https://");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void printsTheSchemaOrWritesIt() throws IOException {
    assertThat(world.run("schema")).isZero();
    assertThat(world.out()).startsWith("{").contains("draft/2020-12");
    assertThat(world.run("schema", "-o", "s.json")).isZero();
    assertThat(Files.readString(directory.resolve("s.json"))).isEqualTo(world.out());
  }

  @Test
  void printsTheSchemaOfReports() {
    assertThat(world.run("schema", "report")).isZero();
    assertThat(world.out()).isEqualTo(JsonSchema.REPORT.text());
  }

  @Test
  void validatesForPrograms() throws IOException {
    assertThat(world.run("new", "localhost")).isZero();
    assertThat(world.run("validate", "plan.yaml", "--format", "json")).isZero();
    assertThat(world.out()).startsWith("{").contains("\"valid\" : true", "\"steady\"");
    FakeWorld other = new FakeWorld(directory);
    Files.writeString(directory.resolve("wrong.yaml"), "taget: x\n");
    assertThat(other.run("validate", "wrong.yaml", "--format", "json")).isEqualTo(104);
    assertThat(other.out()).contains("\"valid\" : false", "did you mean \\\"target\\\"?");
    assertThat(other.err()).contains("nothing was sent");
  }

  @Test
  void importsWhatThereIs() throws IOException {
    Files.writeString(directory.resolve("x"), "curl http://127.0.0.1:1/a --http3\n");
    assertThat(world.run("import", "x", "-o", "a.yaml")).isZero();
    assertThat(world.err())
        .contains("Wrote a.yaml", "Not carried over, or assumed:\n  - the option --http3 of curl");
    assertThat(world.out()).isEmpty();
    assertThat(world.run("validate", "a.yaml")).isZero();
    assertThat(world.run("import", "x", "-o", "a.yaml")).isEqualTo(104);
    assertThat(world.err()).contains("a.yaml is there already");
  }

  @Test
  void printsWhatItImported() throws IOException {
    Files.writeString(directory.resolve("x"), "curl http://127.0.0.1:1/a");
    assertThat(world.run("import", "x", "--from", "curl")).isZero();
    assertThat(world.out()).startsWith("# Imported by Spate").contains("- get: /a");
  }

  @Test
  void saysWhyNothingWasImported() throws IOException {
    Files.writeString(directory.resolve("x"), "{\"a\": ");
    assertThat(world.run("import", "x")).isEqualTo(104);
    assertThat(world.run("import", "x", "--from", "jmeter")).isEqualTo(104);
    assertThat(world.run("import", "nothing")).isEqualTo(104);
    Files.write(directory.resolve("binary"), new byte[] {(byte) 0xC3, 0x28});
    assertThat(world.run("import", "binary")).isEqualTo(104);
    assertThat(world.err())
        .contains(
            "spate: x: cannot be read",
            "cannot import from 'jmeter', only from curl, har",
            "there is no file nothing",
            "binary is not a text in UTF-8")
        .doesNotContain("Exception", "\tat ");
  }
}

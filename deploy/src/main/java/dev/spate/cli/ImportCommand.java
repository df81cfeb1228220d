package dev.spate.cli;

import dev.spate.coordinator.imports.ImportException;
import dev.spate.coordinator.imports.ImportKind;
import dev.spate.coordinator.imports.PlanImport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spate import`.
@Command(
    name = "import",
    sortOptions = false,
    header = "Makes a plan of curl, HAR, OpenAPI, Postman, k6 or Artillery.",
    abbreviateSynopsis = true,
    description = {
      "",
      "What cannot be carried over is listed on standard error, and as comments in",
      "the plan. Never overwrites a file.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  spate import recording.har -o shop.yaml",
      "  spate import petstore.yaml --from openapi"
    })
final class ImportCommand extends SpateCommand {
  @Parameters(paramLabel = "FILE", description = "What to read; - for standard input.")
  private String file = "";

  @Option(
      names = "--from",
      paramLabel = "KIND",
      defaultValue = "",
      description = "curl, har, openapi, postman, k6 or artillery (default: as it looks).")
  private String from = "";

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      defaultValue = "-",
      description = "Where the plan goes (default: standard output).")
  private String out = "-";

  ImportCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    PlanImport made = imported();
    if (out.equals("-")) {
      world().out().print(made.yaml());
    } else {
      NewFile.write(world(), out, made.yaml());
      world().err().println("Wrote " + out + ". Next: spate validate " + out);
    }
    if (!made.notes().isEmpty()) {
      world().err().println("Not carried over, or assumed:");
      made.notes().forEach(note -> world().err().println("  - " + note));
    }
    return ExitCode.PASSED.code();
  }

  private PlanImport imported() {
    try {
      Optional<ImportKind> wanted =
          from.isEmpty() ? Optional.empty() : Optional.of(ImportKind.named(from));
      return PlanImport.of(text(), wanted);
    } catch (ImportException wrong) {
      throw CliException.invalid(file + ": " + wrong.getMessage(), "");
    }
  }

  private String text() {
    try (InputStream in =
        file.equals("-") ? world().in() : Files.newInputStream(world().path(file))) {
      byte[] bytes = in.readNBytes(PlanImport.MAX_CHARACTERS + 1);
      if (bytes.length > PlanImport.MAX_CHARACTERS) {
        throw CliException.invalid(file + " is larger than can be imported: 64 MB", "");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException _) {
      throw CliException.invalid(
          "there is no file " + file, "It was looked for at " + world().path(file) + ".");
    } catch (CharacterCodingException _) {
      throw CliException.invalid(file + " is not a text in UTF-8", "");
    } catch (IOException failure) {
      throw CliException.invalid("cannot read " + file + ": " + failure.getMessage(), "");
    }
  }
}

package dev.spate.coordinator.imports;

import dev.spate.coordinator.plan.ParsedPlan;
import dev.spate.coordinator.plan.PlanParser;
import dev.spate.coordinator.plan.YamlDocument;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Makes a plan from what somebody has already.
///
/// @param yaml a plan without a problem
/// @param notes what was not carried over, or was assumed; the plan has them as comments
public record PlanImport(ImportKind kind, String yaml, List<String> notes) {
  /// Recordings hold all that was answered: 64 MB.
  public static final int MAX_CHARACTERS = 64 << 20;

  private static final int MAX_DEPTH = 200;
  private static final int MAX_TOKENS = 5_000_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxTokenCount(MAX_TOKENS)
                          .maxStringLength(MAX_CHARACTERS)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  public PlanImport {
    notes = List.copyOf(notes);
  }

  /// @param wanted nothing where the text itself is to say what it is
  /// @throws ImportException where it makes no plan
  public static PlanImport of(String text, Optional<ImportKind> wanted) {
    if (text.length() > MAX_CHARACTERS) {
      throw new ImportException("larger than can be imported: 64 MB");
    }
    boolean curl = CurlImport.looksLike(text);
    if (wanted.isEmpty() ? curl : wanted.get() == ImportKind.CURL) {
      return finished(ImportKind.CURL, CurlImport.read(text));
    }
    JsonNode root = tree(text);
    ImportKind kind =
        wanted
            .or(() -> ImportKind.of(root))
            .orElseThrow(() ->
                new ImportException(
                    "this is none of " + ImportKind.ids() + " as far as can be seen; say --from"));
    return finished(kind, draft(kind, root, text));
  }

  private static Draft draft(ImportKind kind, JsonNode root, String text) {
    try {
      return switch (kind) {
        case CURL -> CurlImport.read(text);
        case HAR -> HarImport.read(root);
        case OPENAPI -> OpenApiImport.read(root);
        case POSTMAN -> PostmanImport.read(root);
        case K6 -> K6Import.read(root);
        case ARTILLERY -> ArtilleryImport.read(root);
      };
    } catch (JacksonException | ArithmeticException | StackOverflowError wrong) {
      // Numbers and depths that no document of that kind has: not a stack trace.
      throw new ImportException("cannot be made sense of as " + kind.words(), wrong);
    }
  }

  private static PlanImport finished(ImportKind kind, Draft draft) {
    String yaml = DraftYaml.of(draft, kind);
    if (PlanParser.parse(yaml) instanceof ParsedPlan.Rejected(var problems)) {
      throw new ImportException(
          "what it says makes no plan that can be run: " + problems.getFirst().describe("plan"));
    }
    return new PlanImport(kind, yaml, draft.notes.lines());
  }

  private static JsonNode tree(String text) {
    String start = text.stripLeading();
    if (!start.startsWith("{") && !start.startsWith("\uFEFF{")) {
      try {
        return YamlDocument.read(text);
      } catch (IllegalArgumentException wrong) {
        throw new ImportException("cannot be read: " + wrong.getMessage(), wrong);
      }
    }
    return json(start.startsWith("\uFEFF") ? start.substring(1) : start);
  }

  /// @throws ImportException where it is no JSON
  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException wrong) {
      throw new ImportException(
          "cannot be read: " + Notes.onOneLine(wrong.getOriginalMessage()), wrong);
    }
  }

  /// The JSON that a body holds, if it is an object or a list that a plan can have as such.
  static Optional<JsonNode> jsonBody(String body) {
    String text = body.strip();
    if (text.length() > 100_000 || !(text.startsWith("{") || text.startsWith("["))) {
      return Optional.empty();
    }
    try {
      JsonNode tree = json(text);
      return isShallow(tree, 30) ? Optional.of(tree) : Optional.empty();
    } catch (ImportException _) {
      return Optional.empty();
    }
  }

  private static boolean isShallow(JsonNode tree, int levels) {
    return levels > 0 && tree.valueStream().allMatch(child -> isShallow(child, levels - 1));
  }
}

package dev.spate.coordinator.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// The report as `report.json`, format `spate-report/1`. Keys are in a fixed order, what is unknown
/// is null, and numbers are decimals without an exponent. The timeline is written and read row by
/// row, so it may be as long as it likes.
public final class ReportJson {
  private static final String TIMELINE = "timeline";
  private static final String HEADLINE_FORMAT = "spate-headline/1";

  /// Decimals of a number: a nanosecond, where it is seconds.
  private static final int DECIMALS = 9;

  private static final JsonMapper MAPPER = mapper();

  private static final ObjectWriter ONE_LINE =
      MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);

  private ReportJson() {}

  /// Rows of a timeline, in order.
  @FunctionalInterface
  public interface Timeline {
    void forEach(Consumer<SlotRow> reader);
  }

  private static JsonMapper mapper() {
    return JsonMapper.builder()
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .addModule(new SimpleModule().addSerializer(Double.class, new Decimal()))
        .addModule(new SimpleModule("primitive").addSerializer(double.class, new Decimal()))
        .build();
  }

  private static final class Decimal extends StdSerializer<Double> {
    Decimal() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializationContext context) {
      if (Double.isFinite(value)) {
        json.writeNumber(decimal(value).toPlainString());
      } else {
        json.writeNull();
      }
    }

    private static BigDecimal decimal(double value) {
      BigDecimal rounded =
          BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
      return rounded.scale() < 1 ? rounded.setScale(1) : rounded;
    }
  }

  /// A finite number as `report.json` has it.
  static String decimal(double value) {
    return Decimal.decimal(value).toPlainString();
  }

  /// Writes the report with its timeline; the stream stays open.
  ///
  /// @throws JacksonException where the stream cannot be written
  public static void write(Report report, Timeline timeline, OutputStream out) {
    JsonGenerator json =
        MAPPER.createGenerator(out).configure(StreamWriteFeature.AUTO_CLOSE_TARGET, false);
    try (json) {
      json.writeStartObject();
      json.writePOJOProperty("format", report.format());
      json.writePOJOProperty("run", report.run());
      json.writePOJOProperty("verdict", report.verdict());
      json.writePOJOProperty("thresholds", report.thresholds());
      json.writePOJOProperty("ledger", report.ledger());
      json.writePOJOProperty("throughput", report.throughput());
      json.writePOJOProperty("metrics", report.metrics());
      json.writePOJOProperty("requests", report.requests());
      json.writePOJOProperty("groups", report.groups());
      json.writeArrayPropertyStart(TIMELINE);
      // A row a line: an hour has 3,600.
      timeline.forEach(row -> json.writeRawValue("\n    " + row(row)));
      json.writeEndArray();
      json.writePOJOProperty("workers", report.workers());
      json.writePOJOProperty("deals", report.deals());
      json.writePOJOProperty("environment", report.environment());
      json.writePOJOProperty("remarks", report.remarks());
      json.writePOJOProperty("errorSamples", report.errorSamples());
      json.writePOJOProperty("once", report.once());
      json.writePOJOProperty("phases", report.phases());
      json.writePOJOProperty("marks", marks(report));
      json.writeEndObject();
    }
  }

  private static List<LiveView.LiveMark> marks(Report report) {
    return Changes.of(report).stream()
        .map(change -> new LiveView.LiveMark(change.at(), change.kind().id(), change.text()))
        .toList();
  }

  /// What a page has in itself: `report`, without its timeline, and `rows`, in columns; fit to
  /// stand in a `script` of a page, which no text can end.
  static String embedded(Report report, Map<String, Object> columns) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    write(report, reader -> {}, whole);
    JsonNode read = MAPPER.readTree(whole.toByteArray());
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("report", read);
    page.put("rows", columns);
    return ONE_LINE.writeValueAsString(page).replace("<", "\\u003c");
  }

  /// What a machine that hears of a run's end wants to know first, with the names of `report.json`:
  /// the run, its verdict, thresholds, ledger, throughput and metrics.
  public static String headline(Report report) {
    Map<String, Object> headline = new LinkedHashMap<>();
    headline.put("format", HEADLINE_FORMAT);
    headline.put("run", report.run());
    headline.put("verdict", report.verdict());
    headline.put("thresholds", report.thresholds());
    headline.put("ledger", report.ledger());
    headline.put("throughput", report.throughput());
    headline.put("metrics", report.metrics());
    return MAPPER.writeValueAsString(headline);
  }

  /// A row of the timeline on one line, as the live stream sends it.
  public static String row(SlotRow row) {
    return ONE_LINE.writeValueAsString(row);
  }

  /// What people see who watch a run, on one line.
  public static String live(LiveView view) {
    return ONE_LINE.writeValueAsString(view);
  }

  /// What [#row] wrote.
  ///
  /// @throws JacksonException where it is no row
  public static SlotRow readRow(String line) {
    return MAPPER.readValue(line, SlotRow.class);
  }

  /// Reads a report; unknown keys are passed over.
  ///
  /// @throws IOException where the file cannot be read or is no report of this format
  public static Report read(Path file) throws IOException {
    try {
      Report report = MAPPER.readValue(file.toFile(), Report.class);
      if (!Report.FORMAT.equals(report.format())) {
        throw new IOException(file + " is not a report of the format " + Report.FORMAT);
      }
      return report;
    } catch (JacksonException | NullPointerException e) {
      throw new IOException(file + " is not a report: " + e.getMessage(), e);
    }
  }

  /// Reads the timeline of a report.
  ///
  /// @throws IOException where the file cannot be read or has no timeline
  public static void readTimeline(Path file, Consumer<SlotRow> reader) throws IOException {
    try (JsonParser json = MAPPER.createParser(file.toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean timeline = TIMELINE.equals(json.currentName());
        json.nextToken();
        if (timeline) {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            reader.accept(json.readValueAs(SlotRow.class));
          }
          return;
        }
        json.skipChildren();
      }
      throw new IOException(file + " has no timeline");
    } catch (JacksonException e) {
      throw new IOException(file + " is not a report: " + e.getMessage(), e);
    }
  }
}

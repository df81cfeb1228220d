package dev.spate.answer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON as lists, maps, texts and numbers, read so that no input costs more than its length.
final class Json {
  /// Nobody writes JSON that is nested deeper by hand, and what looks at it calls itself.
  static final int MAX_DEPTH = 200;

  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(1_000)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// What [#read] gives for bytes that are no JSON.
  enum Invalid {
    INVALID
  }

  private Json() {}

  /// Reads bytes in UTF-8, or in what they look like otherwise (RFC 8259 §8.1).
  ///
  /// @return null for `null`, [Invalid] for what is no JSON
  static @Nullable Object read(byte[] bytes, int length) {
    try {
      return MAPPER.readValue(bytes, 0, length, Object.class);
    } catch (JacksonException e) {
      return Invalid.INVALID;
    }
  }

  /// A value as a text: a text as it is, anything else as JSON.
  static String text(@Nullable Object value) {
    return value instanceof String text ? text : MAPPER.writeValueAsString(value);
  }
}

package dev.spate.target;

import java.util.Map;
import java.util.TreeMap;

/// What a target has served. The requests for the counts themselves are not in them.
///
/// @param connections accepted
/// @param arrived requests read to their end
/// @param answered answers written, by path and status
public record TargetCounts(
    long connections, long arrived, Map<String, Map<Integer, Long>> answered) {
  public TargetCounts {
    answered = Map.copyOf(answered);
  }

  /// Answers of all paths and statuses.
  public long answeredTotal() {
    return answered.values().stream()
        .flatMap(statuses -> statuses.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  /// Answers of all paths with one status.
  public long answeredWith(int status) {
    return answered.values().stream()
        .mapToLong(statuses -> statuses.getOrDefault(status, 0L))
        .sum();
  }

  /// The counts as JSON, paths and statuses in order.
  public String toJson() {
    StringBuilder json = new StringBuilder();
    json.append("{\"connections\":").append(connections);
    json.append(",\"arrived\":").append(arrived);
    json.append(",\"answered\":").append(answeredTotal());
    json.append(",\"paths\":{");
    String separator = "";
    for (Map.Entry<String, Map<Integer, Long>> path : new TreeMap<>(answered).entrySet()) {
      json.append(separator).append('"').append(escaped(path.getKey())).append("\":{");
      String between = "";
      for (Map.Entry<Integer, Long> status : new TreeMap<>(path.getValue()).entrySet()) {
        json.append(between).append('"').append(status.getKey()).append("\":");
        json.append(status.getValue());
        between = ",";
      }
      json.append('}');
      separator = ",";
    }
    return json.append("}}").toString();
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c < 32) {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}

package dev.spate.target;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;

/// What a URL asks of the target: pairs of segments in its path (`/delay/20ms/status/503`) and then
/// its query (`?delay=20ms&status=503&size=1000&chunked=true&server-timing=db;dur=5`). Segments and
/// keys with other names mean nothing.
final class AnswerRequest {
  private AnswerRequest() {}

  /// The default answer, changed as the URL says.
  ///
  /// @throws IllegalArgumentException with a sentence for people
  static Answer answer(Answer byDefault, QueryStringDecoder url) {
    Answer answer = byDefault;
    String[] segments = url.path().split("/", -1);
    for (int i = 0; i + 1 < segments.length; i++) {
      answer = with(answer, segments[i], segments[i + 1]);
    }
    for (Map.Entry<String, List<String>> parameter : url.parameters().entrySet()) {
      answer = with(answer, parameter.getKey(), parameter.getValue().getLast());
    }
    return answer;
  }

  private static Answer with(Answer answer, String name, String value) {
    return switch (name) {
      case "delay" -> answer.withDelayNs(Durations.parseNs(value));
      case "status" -> answer.withStatus(number(name, value));
      case "size" -> answer.withSize(number(name, value));
      case "chunked" -> answer.withChunked(!value.equals("false"));
      case "server-timing" -> answer.withServerTiming(value);
      default -> answer;
    };
  }

  private static int number(String name, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(name + " is a number, not '" + value + "'");
    }
  }
}

package dev.spate.control;

import dev.spate.plan.Capture;
import dev.spate.wire.PlanWire;

/// [Capture] on the wire.
final class CaptureCodec {
  private CaptureCodec() {}

  static PlanWire.Capture toWire(Capture capture) {
    PlanWire.Capture.Builder wire =
        PlanWire.Capture.newBuilder()
            .setVariable(capture.variable())
            .setPick(capture.pick().name());
    switch (capture.source()) {
      case Capture.JsonPath(String path) -> wire.setJsonPath(path);
      case Capture.Regex(String pattern, int group) ->
          wire.getRegexBuilder().setPattern(pattern).setGroup(group);
      case Capture.HeaderField(String name) -> wire.setHeader(name);
      case Capture.Cookie(String name) -> wire.setCookie(name);
      case Capture.Css(String selector, String attribute) ->
          wire.getCssBuilder().setSelector(selector).setAttribute(attribute);
    }
    if (capture.fallback() != null) {
      wire.setFallback(capture.fallback());
    }
    return wire.build();
  }

  static Capture fromWire(PlanWire.Capture wire) {
    return new Capture(
        wire.getVariable(),
        source(wire),
        Capture.Pick.valueOf(wire.getPick()),
        wire.hasFallback() ? wire.getFallback() : null);
  }

  private static Capture.Source source(PlanWire.Capture wire) {
    return switch (wire.getSourceCase()) {
      case JSON_PATH -> new Capture.JsonPath(wire.getJsonPath());
      case REGEX -> new Capture.Regex(wire.getRegex().getPattern(), wire.getRegex().getGroup());
      case HEADER -> new Capture.HeaderField(wire.getHeader());
      case COOKIE -> new Capture.Cookie(wire.getCookie());
      case CSS -> new Capture.Css(wire.getCss().getSelector(), wire.getCss().getAttribute());
      case SOURCE_NOT_SET -> throw new IllegalArgumentException("a capture of nothing");
    };
  }
}

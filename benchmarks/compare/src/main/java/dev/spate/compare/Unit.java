package dev.spate.compare;

import java.util.Locale;

/// What a figure is in.
enum Unit {
  REQUESTS_PER_CPU_SECOND("requests/CPU-second", "%,.0f"),
  REQUESTS_PER_SECOND("requests/s", "%,.0f"),
  COUNT("", "%,.0f"),
  PART("", "%.4f"),
  MICROSECONDS("µs", "%,.2f µs"),
  SECONDS("s", "%.2f s"),
  BYTES("bytes", "%,.2f B"),
  MEGABYTES("MB", "%,.0f MB");

  private final String id;
  private final String format;

  Unit(String id, String format) {
    this.id = id;
    this.format = format;
  }

  /// The name in JSON.
  String id() {
    return id;
  }

  String show(double value) {
    return String.format(Locale.ROOT, format, value);
  }
}

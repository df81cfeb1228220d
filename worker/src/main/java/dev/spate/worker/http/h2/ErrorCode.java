package dev.spate.worker.http.h2;

import dev.spate.measure.Outcome;

/// Why a stream or a connection ends (RFC 9113 §7). A code's number on the wire is its ordinal.
enum ErrorCode {
  NO_ERROR(Outcome.CLOSED_EARLY),
  PROTOCOL_ERROR(Outcome.H2_PROTOCOL_ERROR),
  INTERNAL_ERROR(Outcome.H2_INTERNAL_ERROR),
  FLOW_CONTROL_ERROR(Outcome.H2_FLOW_CONTROL_ERROR),
  SETTINGS_TIMEOUT(Outcome.H2_SETTINGS_TIMEOUT),
  STREAM_CLOSED(Outcome.H2_STREAM_CLOSED),
  FRAME_SIZE_ERROR(Outcome.H2_FRAME_SIZE_ERROR),
  REFUSED_STREAM(Outcome.H2_REFUSED_STREAM),
  CANCEL(Outcome.H2_CANCEL),
  COMPRESSION_ERROR(Outcome.H2_COMPRESSION_ERROR),
  CONNECT_ERROR(Outcome.H2_CONNECT_ERROR),
  ENHANCE_YOUR_CALM(Outcome.H2_ENHANCE_YOUR_CALM),
  INADEQUATE_SECURITY(Outcome.H2_INADEQUATE_SECURITY),
  HTTP_1_1_REQUIRED(Outcome.H2_HTTP_1_1_REQUIRED);

  private static final ErrorCode[] BY_NUMBER = values();

  private final Outcome outcome;

  ErrorCode(Outcome outcome) {
    this.outcome = outcome;
  }

  /// The code of a number on the wire. An unknown one means an internal error, as the RFC allows.
  static ErrorCode of(long number) {
    return number >= 0 && number < BY_NUMBER.length
        ? BY_NUMBER[(int) number]
        : INTERNAL_ERROR;
  }

  int number() {
    return ordinal();
  }

  /// What a request comes to whose stream, or connection, ends for this reason before its answer is
  /// complete.
  Outcome outcome() {
    return outcome;
  }
}

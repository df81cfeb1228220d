package dev.spate.worker.http.h2;

import dev.spate.measure.Outcome;

/// Why a stream or a connection ends (RFC 9113 §7).
enum ErrorCode {
  NO_ERROR(0x0, Outcome.CLOSED_EARLY),
  PROTOCOL_ERROR(0x1, Outcome.H2_PROTOCOL_ERROR),
  INTERNAL_ERROR(0x2, Outcome.H2_INTERNAL_ERROR),
  FLOW_CONTROL_ERROR(0x3, Outcome.H2_FLOW_CONTROL_ERROR),
  SETTINGS_TIMEOUT(0x4, Outcome.H2_SETTINGS_TIMEOUT),
  STREAM_CLOSED(0x5, Outcome.H2_STREAM_CLOSED),
  FRAME_SIZE_ERROR(0x6, Outcome.H2_FRAME_SIZE_ERROR),
  REFUSED_STREAM(0x7, Outcome.H2_REFUSED_STREAM),
  CANCEL(0x8, Outcome.H2_CANCEL),
  COMPRESSION_ERROR(0x9, Outcome.H2_COMPRESSION_ERROR),
  CONNECT_ERROR(0xa, Outcome.H2_CONNECT_ERROR),
  ENHANCE_YOUR_CALM(0xb, Outcome.H2_ENHANCE_YOUR_CALM),
  INADEQUATE_SECURITY(0xc, Outcome.H2_INADEQUATE_SECURITY),
  HTTP_1_1_REQUIRED(0xd, Outcome.H2_HTTP_1_1_REQUIRED);

  private final int number;
  private final Outcome outcome;

  ErrorCode(int number, Outcome outcome) {
    this.number = number;
    this.outcome = outcome;
  }

  /// The code of a number on the wire. An unknown one means an internal error, as the RFC allows.
  static ErrorCode of(long number) {
    for (ErrorCode code : values()) {
      if (code.number == number) {
        return code;
      }
    }
    return INTERNAL_ERROR;
  }

  /// On the wire.
  int number() {
    return number;
  }

  /// What a request comes to whose stream, or connection, ends for this reason before its answer is
  /// complete.
  Outcome outcome() {
    return outcome;
  }
}

package dev.spate.worker.http.tls;

import dev.spate.measure.Outcome;
import org.jspecify.annotations.Nullable;

/// The alerts of TLS that say why there is no connection (RFC 8446, section 6; RFC 5246, section
/// 7.2). All others are [Outcome#TLS].
enum Alert {
  UNEXPECTED_MESSAGE(10, Outcome.TLS_PROTOCOL),
  RECORD_OVERFLOW(22, Outcome.TLS_PROTOCOL),
  /// Nothing in common; or, where a certificate was asked for, and so the rest is agreed, that.
  HANDSHAKE_FAILURE(40, Outcome.TLS_PROTOCOL),
  NO_CERTIFICATE(41, Outcome.TLS_CERTIFICATE),
  BAD_CERTIFICATE(42, Outcome.TLS_CERTIFICATE),
  UNSUPPORTED_CERTIFICATE(43, Outcome.TLS_CERTIFICATE),
  CERTIFICATE_REVOKED(44, Outcome.TLS_CERTIFICATE),
  CERTIFICATE_EXPIRED(45, Outcome.TLS_CERTIFICATE),
  CERTIFICATE_UNKNOWN(46, Outcome.TLS_CERTIFICATE),
  ILLEGAL_PARAMETER(47, Outcome.TLS_PROTOCOL),
  UNKNOWN_CA(48, Outcome.TLS_CERTIFICATE),
  ACCESS_DENIED(49, Outcome.TLS_CERTIFICATE),
  DECODE_ERROR(50, Outcome.TLS_PROTOCOL),
  PROTOCOL_VERSION(70, Outcome.TLS_PROTOCOL),
  INSUFFICIENT_SECURITY(71, Outcome.TLS_PROTOCOL),
  INAPPROPRIATE_FALLBACK(86, Outcome.TLS_PROTOCOL),
  MISSING_EXTENSION(109, Outcome.TLS_PROTOCOL),
  UNSUPPORTED_EXTENSION(110, Outcome.TLS_PROTOCOL),
  BAD_CERTIFICATE_STATUS_RESPONSE(113, Outcome.TLS_CERTIFICATE),
  CERTIFICATE_REQUIRED(116, Outcome.TLS_CERTIFICATE),
  NO_APPLICATION_PROTOCOL(120, Outcome.TLS_PROTOCOL);

  private final int number;
  private final Outcome outcome;

  Alert(int number, Outcome outcome) {
    this.number = number;
    this.outcome = outcome;
  }

  Outcome outcome() {
    return outcome;
  }

  /// The alert of a number on the wire, null for another one.
  static @Nullable Alert numbered(int number) {
    for (Alert alert : values()) {
      if (alert.number == number) {
        return alert;
      }
    }
    return null;
  }

  /// The alert of a name in the RFCs, null for another one.
  static @Nullable Alert named(String name) {
    for (Alert alert : values()) {
      if (alert.name().equalsIgnoreCase(name)) {
        return alert;
      }
    }
    return null;
  }
}

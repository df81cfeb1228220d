package dev.spate.worker.http.tls;

import dev.spate.measure.Outcome;
import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Why there is no secure connection, the same for both providers. It goes by the types of the
/// causes, and where TLS itself says why, by its alert: a fixed name in front of the JDK's message,
/// a fixed number in front of OpenSSL's. Neither gives it in any other way.
final class TlsFailures {
  /// `(handshake_failure) Received fatal alert: handshake_failure`
  private static final Pattern JDK = Pattern.compile("\\(([a-z_]+)\\) .*", Pattern.DOTALL);

  /// `error:10000410:SSL routines:OPENSSL_internal:SSLV3_ALERT_HANDSHAKE_FAILURE`
  private static final Pattern OPENSSL =
      Pattern.compile("error:([0-9a-fA-F]{8}):.*", Pattern.DOTALL);

  /// OpenSSL's reason for an alert that was received is this and the alert's number.
  private static final int RECEIVED_ALERT = 1_000;

  private static final int REASON_MASK = 0xfff;
  private static final int LIBRARY_SHIFT = 24;
  private static final int LIBRARY_SSL = 16;

  // BoringSSL's reasons (`openssl/ssl.h`) for what it does not accept itself.
  private static final int CERTIFICATE_VERIFY_FAILED = 125;
  private static final int DECODE_ERROR = 137;
  private static final int UNEXPECTED_MESSAGE = 225;
  private static final int UNKNOWN_CIPHER_RETURNED = 234;
  private static final int UNKNOWN_PROTOCOL = 236;
  private static final int UNSUPPORTED_PROTOCOL = 240;
  private static final int WRONG_CIPHER_RETURNED = 242;
  private static final int WRONG_VERSION_NUMBER = 247;

  private TlsFailures() {}

  /// @param certificateAsked whether the target has asked for a certificate
  static Outcome outcomeOf(Throwable cause, boolean certificateAsked) {
    for (@Nullable Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof CertificateException || each instanceof CertPathValidatorException) {
        return Outcome.TLS_CERTIFICATE;
      }
      if (each instanceof NotSslRecordException) {
        return Outcome.TLS_PROTOCOL;
      }
    }
    for (@Nullable Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof SSLException && each.getMessage() != null) {
        Outcome outcome = said(each.getMessage(), certificateAsked);
        if (outcome != Outcome.TLS) {
          return outcome;
        }
      }
    }
    return Outcome.TLS;
  }

  private static Outcome said(String message, boolean certificateAsked) {
    Matcher jdk = JDK.matcher(message);
    if (jdk.matches()) {
      return outcomeOf(Alert.named(jdk.group(1)), certificateAsked);
    }
    Matcher openssl = OPENSSL.matcher(message);
    if (openssl.matches()) {
      return openssl(Integer.parseUnsignedInt(openssl.group(1), 16), certificateAsked);
    }
    return Outcome.TLS;
  }

  private static Outcome openssl(int code, boolean certificateAsked) {
    int reason = code & REASON_MASK;
    if (code >>> LIBRARY_SHIFT != LIBRARY_SSL) {
      return Outcome.TLS;
    }
    if (reason >= RECEIVED_ALERT) {
      return outcomeOf(Alert.numbered(reason - RECEIVED_ALERT), certificateAsked);
    }
    return switch (reason) {
      case CERTIFICATE_VERIFY_FAILED -> Outcome.TLS_CERTIFICATE;
      case DECODE_ERROR,
          UNEXPECTED_MESSAGE,
          UNKNOWN_CIPHER_RETURNED,
          UNKNOWN_PROTOCOL,
          UNSUPPORTED_PROTOCOL,
          WRONG_CIPHER_RETURNED,
          WRONG_VERSION_NUMBER ->
          Outcome.TLS_PROTOCOL;
      default -> Outcome.TLS;
    };
  }

  private static Outcome outcomeOf(@Nullable Alert alert, boolean certificateAsked) {
    if (alert == null) {
      return Outcome.TLS;
    }
    return alert == Alert.HANDSHAKE_FAILURE && certificateAsked
        ? Outcome.TLS_CERTIFICATE
        : alert.outcome();
  }
}

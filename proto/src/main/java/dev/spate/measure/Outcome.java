package dev.spate.measure;

import java.util.Optional;

/// How a request ended. Each belongs to one account of the ledger; the names of the failures are
/// fixed, scripts read them.
public enum Outcome {
  SUCCEEDED("succeeded", Account.SUCCEEDED, true),
  STATUS_4XX("status_4xx", Account.FAILED, true),
  STATUS_5XX("status_5xx", Account.FAILED, true),
  /// An answer came and was not what the plan's check asks for.
  CHECK("check", Account.FAILED, true),
  /// An answer came and has not what the plan captures from it.
  CAPTURE("capture", Account.FAILED, true),
  /// An answer that was to be followed led to another origin, or nowhere, or once too often.
  REDIRECT("redirect", Account.FAILED, true),
  /// Not sent: a variable's value has what may not stand in its place, such as a line end in a
  /// header.
  INVALID_REQUEST("invalid_request", Account.FAILED, false),
  CONNECT_REFUSED("connect_refused", Account.FAILED, false),
  CONNECT_TIMEOUT("connect_timeout", Account.FAILED, false),
  /// The worker has no local port left for another connection to this target.
  NO_LOCAL_PORT("no_local_port", Account.FAILED, false),
  /// The worker may not open another file or socket.
  NO_FILE_DESCRIPTOR("no_file_descriptor", Account.FAILED, false),
  /// No connection for another reason: no route, say.
  CONNECT_FAILED("connect_failed", Account.FAILED, false),
  /// The proxy did not open the way to the target.
  PROXY("proxy", Account.FAILED, false),
  DNS("dns", Account.FAILED, false),
  /// The handshake took longer than the plan's timeout for it.
  TLS_TIMEOUT("tls_timeout", Account.FAILED, false),
  /// A certificate was not accepted, the target's here or this worker's there.
  TLS_CERTIFICATE("tls_certificate", Account.FAILED, false),
  /// No version, cipher or protocol in common, or no TLS at all on the other side.
  TLS_PROTOCOL("tls_protocol", Account.FAILED, false),
  /// TLS failed for another reason.
  TLS("tls", Account.FAILED, false),
  /// The target reset the connection before the answer was complete.
  RESET("reset", Account.FAILED, false),
  /// The target closed the connection before the answer was complete.
  CLOSED_EARLY("closed_early", Account.FAILED, false),
  MALFORMED_RESPONSE("malformed_response", Account.FAILED, true),
  // HTTP/2's error codes (RFC 9113 §7): why the target ended the stream or the connection of a
  // request, or, for a fault of its own, why the worker did.
  H2_PROTOCOL_ERROR("h2_protocol_error", Account.FAILED, false),
  H2_INTERNAL_ERROR("h2_internal_error", Account.FAILED, false),
  H2_FLOW_CONTROL_ERROR("h2_flow_control_error", Account.FAILED, false),
  H2_SETTINGS_TIMEOUT("h2_settings_timeout", Account.FAILED, false),
  H2_STREAM_CLOSED("h2_stream_closed", Account.FAILED, false),
  H2_FRAME_SIZE_ERROR("h2_frame_size_error", Account.FAILED, false),
  /// The target did not process the request, and neither the second time.
  H2_REFUSED_STREAM("h2_refused_stream", Account.FAILED, false),
  H2_CANCEL("h2_cancel", Account.FAILED, false),
  H2_COMPRESSION_ERROR("h2_compression_error", Account.FAILED, false),
  H2_CONNECT_ERROR("h2_connect_error", Account.FAILED, false),
  H2_ENHANCE_YOUR_CALM("h2_enhance_your_calm", Account.FAILED, false),
  H2_INADEQUATE_SECURITY("h2_inadequate_security", Account.FAILED, false),
  H2_HTTP_1_1_REQUIRED("h2_http_1_1_required", Account.FAILED, false),
  /// No byte of an answer within the plan's timeout for it.
  FIRST_BYTE_TIMEOUT("first_byte_timeout", Account.TIMED_OUT, false),
  /// No complete answer within the plan's timeout.
  TIMEOUT("timeout", Account.TIMED_OUT, false),
  /// Still in flight when the run ended, or when its worker died.
  UNANSWERED("unanswered", Account.UNANSWERED, false);

  /// The accounts of the ledger that a started request can end in.
  public enum Account {
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    UNANSWERED
  }

  private final String id;
  private final Account account;
  private final boolean answered;

  Outcome(String id, Account account, boolean answered) {
    this.id = id;
    this.account = account;
    this.answered = answered;
  }

  /// What an answer with a status amounts to.
  ///
  /// @param status 200 to 599
  /// @param accepted whether the plan takes it as a success
  public static Outcome ofStatus(int status, boolean accepted) {
    if (accepted) {
      return SUCCEEDED;
    }
    if (status >= 400 && status < 500) {
      return STATUS_4XX;
    }
    return status >= 500 ? STATUS_5XX : CHECK;
  }

  /// The name in reports.
  public String id() {
    return id;
  }

  public Account account() {
    return account;
  }

  /// Whether the target sent something that it meant as an answer.
  public boolean answered() {
    return answered;
  }

  /// The outcome of a name in reports.
  public static Optional<Outcome> named(String id) {
    for (Outcome outcome : values()) {
      if (outcome.id.equals(id)) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }
}

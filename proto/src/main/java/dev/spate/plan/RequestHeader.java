package dev.spate.plan;

/// One header field of a step, whose value may have holes. What is put in them is checked before it
/// is sent; see [Header].
public record RequestHeader(String name, Template value) {
  /// @throws IllegalArgumentException for what [Header] refuses
  public RequestHeader {
    var _ = new Header(name, value.text());
  }

  public static RequestHeader of(Header header) {
    return new RequestHeader(header.name(), Template.of(header.value()));
  }
}

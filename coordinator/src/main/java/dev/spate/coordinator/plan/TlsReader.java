package dev.spate.coordinator.plan;

import dev.spate.plan.Target;
import dev.spate.plan.TlsOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads `http.tls`: how connections to an https target are secured. Files are read by the workers,
/// on their own machines; here they are only names. No message repeats what may be a key.
final class TlsReader {
  private static final Fields.Keys KEYS =
      Fields.Keys.of(
          "insecure",
          "serverName",
          "versions",
          "ca",
          "certificate",
          "key",
          "resumption",
          "provider");

  private static final List<String> VERSIONS = List.of("TLSv1.2", "TLSv1.3");
  private static final String BEGIN = "-----BEGIN ";
  private static final String PRIVATE_KEY = "PRIVATE KEY-----";
  private static final int LONGEST_NAME = 255;

  private TlsReader() {}

  /// @param target none where it has a problem of its own
  static TlsOptions read(Value value, Optional<Target> target) {
    Fields fields = Fields.of(value, KEYS);
    if (target.isPresent() && target.get().scheme() == Target.Scheme.HTTP) {
      value.problem(
          "the target has no TLS: it is " + target.get(), "begin the target with https://");
    }
    TlsOptions defaults = TlsOptions.DEFAULT;
    boolean insecure = fields.find("insecure").flatMap(Value::flag).orElse(defaults.insecure());
    if (insecure) {
      fields
          .key("ca")
          .ifPresent(
              key -> key.problem("has no effect with insecure: true", "leave one of them out"));
    }
    together(fields, "certificate", "key");
    together(fields, "key", "certificate");
    String certificate = certificates(fields, "certificate");
    String key = fields.find("key").flatMap(TlsReader::privateKey).orElse("");
    boolean both = !certificate.isEmpty() && !key.isEmpty();
    return new TlsOptions(
        insecure,
        fields.find("serverName").flatMap(TlsReader::serverName).orElse(defaults.serverName()),
        fields.find("versions").map(TlsReader::versions).orElse(defaults.versions()),
        certificates(fields, "ca"),
        both ? certificate : "",
        both ? key : "",
        fields.find("resumption").flatMap(Value::flag).orElse(defaults.resumption()),
        fields.find("provider").flatMap(TlsReader::provider).orElse(defaults.provider()));
  }

  private static void together(Fields fields, String one, String other) {
    if (!fields.isMeant(other)) {
      fields
          .key(one)
          .ifPresent(key ->
              key.problem("a client certificate and its key go together", "add \"" + other + "\""));
    }
  }

  private static Optional<String> serverName(Value value) {
    String wanted = "the name of a server such as shop.example";
    Optional<String> text = value.text(wanted);
    if (text.isPresent() && !isName(text.get())) {
      value.mismatch(wanted, "");
      return Optional.empty();
    }
    return text;
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_NAME
        && text.chars().allMatch(c -> c > ' ' && c < 127 && "/:@[]".indexOf(c) < 0);
  }

  private static List<String> versions(Value value) {
    Set<String> versions = new LinkedHashSet<>();
    for (Value item : value.items("versions of TLS", VERSIONS.size())) {
      item.text("TLSv1.2 or TLSv1.3").flatMap(text -> version(item, text)).ifPresent(versions::add);
    }
    return List.copyOf(versions);
  }

  private static Optional<String> version(Value item, String text) {
    if (VERSIONS.contains(text)) {
      return Optional.of(text);
    }
    String number = text.toLowerCase(Locale.ROOT).replaceAll("^(tls|ssl)[ _v-]*", "");
    item.mismatch(
        "TLSv1.2 or TLSv1.3",
        VERSIONS.contains("TLSv" + number) ? "did you mean TLSv" + number + "?" : "");
    return Optional.empty();
  }

  private static String certificates(Fields fields, String key) {
    return fields.find(key).flatMap(value -> certificates(value)).orElse("");
  }

  private static Optional<String> certificates(Value value) {
    Optional<String> text = pem(value);
    if (text.isPresent() && text.get().contains(PRIVATE_KEY)) {
      value.problem("a private key does not belong here", "it is for http.tls.key");
      return Optional.empty();
    }
    return text;
  }

  private static Optional<String> privateKey(Value value) {
    Optional<String> text = pem(value);
    if (text.isEmpty() || !text.get().contains(BEGIN)) {
      return text;
    }
    if (text.get().contains(BEGIN + PRIVATE_KEY)) {
      return text;
    }
    value.problem(
        "must be a private key in PKCS#8 without a password (-----BEGIN PRIVATE KEY-----)",
        "openssl pkcs8 -topk8 -nodes makes one of another");
    return Optional.empty();
  }

  /// PEM text, or the path of a file.
  private static Optional<String> pem(Value value) {
    String wanted = "PEM text, or the path of a PEM file on the workers' machines";
    if (!(value.node() instanceof Node.Scalar scalar) || scalar.isNull()) {
      value.mismatch(wanted, "");
      return Optional.empty();
    }
    String text = scalar.text();
    boolean inline = text.contains(BEGIN);
    boolean path = !text.isBlank() && text.chars().noneMatch(Character::isISOControl);
    if (!inline && !path) {
      value.problem("must be " + wanted, "PEM text has a line that starts with " + BEGIN.strip());
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private static Optional<TlsOptions.Provider> provider(Value value) {
    String text = value.text("auto, openssl or jdk").orElse("auto");
    for (TlsOptions.Provider provider : TlsOptions.Provider.values()) {
      if (provider.id().equals(text)) {
        return Optional.of(provider);
      }
    }
    value.mismatch(
        "auto, openssl or jdk", Spelling.suggest(text, List.of("auto", "openssl", "jdk")));
    return Optional.empty();
  }
}

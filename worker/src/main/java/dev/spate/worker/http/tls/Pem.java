package dev.spate.worker.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A certificate or a key of a plan: PEM text, or the text of a file on this machine.
///
/// @param origin how messages name it: `http.tls.ca (/etc/ssl/ours.pem)`
record Pem(String origin, String text) {
  private static final String BEGIN = "-----BEGIN ";

  /// Far more than any chain of certificates has, and than anything else should be read.
  private static final long MAX_BYTES = 4 << 20;

  /// @param key of the plan, for messages
  /// @param value as in the plan, not empty
  static Pem of(String key, String value) {
    return value.contains(BEGIN) ? new Pem(key, value) : ofFile(key, value);
  }

  private static Pem ofFile(String key, String name) {
    String origin = "%s (%s)".formatted(key, name);
    try {
      Path file = Path.of(name);
      if (Files.size(file) > MAX_BYTES) {
        throw new TlsException(origin + " is no PEM file: it has more than 4 MB");
      }
      return new Pem(origin, Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      throw new TlsException(
          origin + " is not on this worker's machine, where the file is looked for", e);
    } catch (IOException | InvalidPathException e) {
      throw new TlsException("%s cannot be read on this worker: %s".formatted(origin, e), e);
    }
  }

  InputStream open() {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public String toString() {
    return origin; // never what may be a key
  }
}

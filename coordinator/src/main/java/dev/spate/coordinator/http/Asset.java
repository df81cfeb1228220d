package dev.spate.coordinator.http;

import dev.spate.coordinator.page.PageFiles;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.util.ByteString;

/// A file of the page as it is served: always asked for again, and sent only where it has changed.
///
/// @param tag its ETag: a digest of its bytes
record Asset(ContentType type, ByteString bytes, String tag) {
  static Asset of(String name) {
    byte[] bytes = PageFiles.bytes(name);
    return new Asset(
        type(name),
        ByteString.fromArray(bytes),
        '"' + HexFormat.of().formatHex(sha256(bytes), 0, 16) + '"');
  }

  private static ContentType type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> ContentTypes.TEXT_HTML_UTF8;
      case "css" -> MediaTypes.TEXT_CSS.toContentType(HttpCharsets.UTF_8);
      case "js" -> MediaTypes.APPLICATION_JAVASCRIPT.toContentType(HttpCharsets.UTF_8);
      default -> ContentTypes.TEXT_PLAIN_UTF8;
    };
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// As a policy names what it allows: `sha256-…`.
  static String source(byte[] script) {
    return "'sha256-" + Base64.getEncoder().encodeToString(sha256(script)) + "'";
  }

  HttpResponse answer(HttpRequest request) {
    boolean known =
        request.getHeader("If-None-Match").map(HttpHeader::value).filter(this::names).isPresent();
    HttpResponse response =
        known
            ? HttpResponse.create().withStatus(304)
            : HttpResponse.create().withEntity(HttpEntities.create(type, bytes));
    return response
        .addHeader(RawHeader.create("ETag", tag))
        .addHeader(RawHeader.create("Cache-Control", "no-cache"));
  }

  /// Whether a list of tags has this one, however weak.
  private boolean names(String tags) {
    for (String one : tags.split(",", -1)) {
      String strong = one.strip();
      if (strong.equals(tag) || strong.equals("W/" + tag) || strong.equals("*")) {
        return true;
      }
    }
    return false;
  }
}

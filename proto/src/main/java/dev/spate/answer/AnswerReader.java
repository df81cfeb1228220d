package dev.spate.answer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/// One answer as captures and checks look at it. Its text, JSON and HTML are read when the first of
/// them asks, and once. Used again for the next answer; belongs to one loop.
public final class AnswerReader {
  /// Elements nested deeper are taken for siblings: what looks at them goes up and down for each.
  private static final int MAX_HTML_DEPTH = 100;

  private static final byte[] CONTENT_TYPE = "content-type".getBytes(StandardCharsets.US_ASCII);
  private static final String CHARSET = "charset=";

  private final Answer nothing = new Answer(1);
  private Answer answer = nothing;
  private @Nullable String text;
  private @Nullable Object json;
  private boolean jsonRead;
  private @Nullable Document html;

  /// Begins with another answer.
  ///
  /// @param next stays as it is until the [end][#end]
  /// @return this
  public AnswerReader begin(Answer next) {
    end();
    answer = next;
    return this;
  }

  /// Forgets the answer.
  public void end() {
    answer = nothing;
    text = null;
    json = null;
    jsonRead = false;
    html = null;
  }

  /// The length of the body, as far as it was kept.
  public int bodyLength() {
    return answer.bodyLength();
  }

  /// The values of a header's fields, in order.
  ///
  /// @param lowerCase its name
  List<String> headers(byte[] lowerCase) {
    int field = answer.find(lowerCase, 0);
    if (field == Answer.NONE) {
      return List.of();
    }
    List<String> values = new ArrayList<>();
    for (; field != Answer.NONE; field = answer.find(lowerCase, field + 1)) {
      values.add(value(field));
    }
    return values;
  }

  private String value(int field) {
    int start = answer.valueStart(field);
    return new String(answer.head(), start, answer.valueEnd(field) - start, StandardCharsets.UTF_8);
  }

  /// The body as text, in the charset that its type names, or in UTF-8.
  public String text() {
    String known = text;
    if (known == null) {
      Charset named = charset();
      Charset charset = named == null ? StandardCharsets.UTF_8 : named;
      known = new String(answer.body(), 0, answer.bodyLength(), charset);
      text = known;
    }
    return known;
  }

  /// What the type of the body names; null where it names none, or one that is not known.
  private @Nullable Charset charset() {
    int field = answer.find(CONTENT_TYPE, 0);
    if (field == Answer.NONE) {
      return null;
    }
    String type = value(field).toLowerCase(Locale.ROOT);
    int at = type.indexOf(CHARSET);
    if (at < 0) {
      return null;
    }
    int end = type.indexOf(';', at);
    String name = type.substring(at + CHARSET.length(), end < 0 ? type.length() : end);
    try {
      return Charset.forName(name.replace("\"", "").strip());
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  /// Whether the body is JSON, whatever its type says.
  boolean isJson() {
    return !(json() instanceof Json.Invalid);
  }

  /// The body as JSON.
  @Nullable Object json() {
    if (!jsonRead) {
      json = Json.read(answer.body(), answer.bodyLength());
      jsonRead = true;
    }
    return json;
  }

  /// The body as HTML, which anything is. Where its type names no charset, the page itself may.
  Document html() {
    Document known = html;
    if (known == null) {
      known = parse();
      html = known;
    }
    return known;
  }

  private Document parse() {
    Charset charset = charset();
    ByteArrayInputStream in = new ByteArrayInputStream(answer.body(), 0, answer.bodyLength());
    try {
      Parser parser = Parser.htmlParser().setMaxDepth(MAX_HTML_DEPTH);
      return Jsoup.parse(in, charset == null ? null : charset.name(), "", parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // from memory it does not come
    }
  }

  /// Whether the body has a text somewhere.
  ///
  /// Compares bytes, so that a body is not made a text for it.
  boolean bodyContains(String wanted) {
    Charset charset = charset();
    byte[] bytes = wanted.getBytes(charset == null ? StandardCharsets.UTF_8 : charset);
    byte[] body = answer.body();
    int last = answer.bodyLength() - bytes.length;
    for (int at = 0; at <= last; at++) {
      int same = 0;
      while (same < bytes.length && body[at + same] == bytes[same]) {
        same++;
      }
      if (same == bytes.length) {
        return true;
      }
    }
    return false;
  }
}

package dev.spate.worker.cookie;

import dev.spate.answer.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The cookies of one virtual user: kept as answers set them, and sent as browsers send them (RFC
/// 6265), but for what is about scripts and other sites. Belongs to the loop's thread.
public final class CookieJar {
  /// The most that are kept; the oldest goes for one more.
  public static final int MAX_COOKIES = 50;

  private static final byte[] SET_COOKIE = "set-cookie".getBytes(StandardCharsets.US_ASCII);

  /// Of cookies for nested paths the innermost comes first (RFC 6265 §5.4).
  private static final Comparator<Cookie> LONGEST_PATH_FIRST =
      Comparator.comparingInt((Cookie cookie) -> cookie.path().length()).reversed();

  private final CookieOrigin origin;

  /// The oldest first.
  private final List<Cookie> cookies = new ArrayList<>();

  public CookieJar(CookieOrigin origin) {
    this.origin = origin;
  }

  /// Forgets them: another user begins.
  public void clear() {
    cookies.clear();
  }

  public boolean isEmpty() {
    return cookies.isEmpty();
  }

  /// Whether an answer sets some, or tries to.
  public static boolean isSetBy(Answer answer) {
    return answer.find(SET_COOKIE, 0) != Answer.NONE;
  }

  /// Keeps what an answer sets, and drops what it sets to have expired.
  ///
  /// @param path of the request, without its query
  /// @param nowNs on the loop's clock
  public void keep(Answer answer, String path, long nowNs) {
    int field = answer.find(SET_COOKIE, 0);
    for (; field != Answer.NONE; field = answer.find(SET_COOKIE, field + 1)) {
      int start = answer.valueStart(field);
      int length = answer.valueEnd(field) - start;
      SetCookie.read(new String(answer.head(), start, length, StandardCharsets.ISO_8859_1))
          .flatMap(read -> read.toCookie(origin, path, nowNs))
          .ifPresent(cookie -> keep(cookie, nowNs));
    }
  }

  /// One that takes another's place is as old as that (RFC 6265 §5.3).
  private void keep(Cookie cookie, long nowNs) {
    int at = 0;
    while (at < cookies.size() && !cookies.get(at).isSameAs(cookie)) {
      at++;
    }
    if (at < cookies.size()) {
      cookies.set(at, cookie);
    } else {
      cookies.add(cookie);
    }
    cookies.removeIf(each -> each.isExpired(nowNs));
    if (cookies.size() > MAX_COOKIES) {
      cookies.removeFirst();
    }
  }

  /// What a request says in `Cookie`; empty where it has none to take along.
  ///
  /// @param path of the request, without its query
  /// @param nowNs on the loop's clock
  /// @return a character for each byte
  public String headerFor(String path, long nowNs) {
    cookies.removeIf(each -> each.isExpired(nowNs));
    List<Cookie> sent = new ArrayList<>(cookies);
    sent.removeIf(each -> !each.isFor(path) || (each.secure() && !origin.secure()));
    sent.sort(LONGEST_PATH_FIRST);
    StringBuilder header = new StringBuilder();
    for (Cookie cookie : sent) {
      header.append(header.isEmpty() ? "" : "; ");
      header.append(cookie.name()).append('=').append(cookie.value());
    }
    return header.toString();
  }
}

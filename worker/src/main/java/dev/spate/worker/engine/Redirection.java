package dev.spate.worker.engine;

import dev.spate.answer.Answer;
import dev.spate.worker.cookie.CookieJar;
import org.jspecify.annotations.Nullable;

/// The way that one request takes over redirects. Made where a request follows them, and used again
/// for the next; here something is allocated for each redirect.
final class Redirection {
  private final Filling filling = new Filling();
  private int followed;

  /// Of the request that is under way; empty for the first one.
  private String path = "";

  private boolean asGet;

  /// Where its answer leads; empty where it is the last one.
  private String next = "";

  private boolean nextAsGet;

  /// The first request is sent.
  void begin() {
    followed = 0;
    path = "";
    next = "";
    asGet = false;
  }

  /// An answer is there that is to be followed.
  ///
  /// @param first what the first request was filled with
  /// @return whether that can be done
  boolean onRedirect(RedirectUse use, int status, Answer answer, Filling first) {
    String from = path.isEmpty() ? use.firstPath(first) : path;
    String to = followed < use.most() ? use.next(from, answer) : null;
    next = to == null ? "" : to;
    nextAsGet = asGet || use.becomesGet(status);
    return to != null;
  }

  /// Whether there is another request to be sent.
  boolean goesOn() {
    return !next.isEmpty();
  }

  /// The path of the request that is under way, without its query; empty for the first one.
  String path() {
    return withoutQuery(path);
  }

  /// Puts the next request together.
  ///
  /// @param first what the first request was filled with
  /// @param firstHadCookies whether the cookies are among that
  /// @return its number of [SentRequests]
  int proceed(
      CompiledStep.Request request,
      RedirectUse use,
      Filling first,
      boolean firstHadCookies,
      @Nullable CookieJar jar,
      long nowNs) {
    followed++;
    path = next;
    asGet = nextAsGet;
    next = "";
    CookieUse kept = request.cookies();
    String cookies = kept == null || jar == null ? "" : kept.header(jar, path(), nowNs);
    if (kept == null || cookies.isEmpty()) {
      return use.fill(filling, path, asGet, first, null, firstHadCookies);
    }
    int number = use.fill(filling, path, asGet, first, cookies, firstHadCookies);
    return number + kept.number() - request.number();
  }

  /// What the next request is filled with.
  Filling filling() {
    return filling;
  }

  private static String withoutQuery(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }
}

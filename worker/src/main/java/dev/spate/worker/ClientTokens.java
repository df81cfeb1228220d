package dev.spate.worker;

import dev.spate.plan.ClientCredentials;
import dev.spate.plan.Plan;
import dev.spate.worker.http.dial.TargetPolicy;
import dev.spate.worker.http.io.Transport;
import dev.spate.worker.template.AccessTokens;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The access tokens that a worker has for a plan's requests: one a client, asked for before the
/// traffic and again before it expires, by a thread of its own.
public final class ClientTokens implements AccessTokens, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClientTokens.class);
  private static final Duration LONGEST_MARGIN = Duration.ofMinutes(1);
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration AGAIN = Duration.ofSeconds(5);

  /// What a server gave.
  ///
  /// @param seconds for how long it holds; 0 where the server did not say
  record Granted(String token, long seconds) {
    /// Without the token, so that it gets into no log.
    @Override
    public String toString() {
      return "a token for " + seconds + " s";
    }
  }

  /// Where tokens come from.
  @FunctionalInterface
  interface Source {
    Granted ask(ClientCredentials client) throws TokenException, InterruptedException;
  }

  private final Source source;
  private final Duration again;
  private final Map<ClientCredentials, Held> held = new LinkedHashMap<>();

  private ClientTokens(Source source, Duration again) {
    this.source = source;
    this.again = again;
  }

  /// Asks for all tokens that a plan's requests want; none for most plans. Blocks for as long as
  /// the servers take, 10 s each at most.
  ///
  /// @param targets which servers the worker may ask
  /// @throws TokenException where there is one that it does not get
  public static ClientTokens of(Plan plan, TargetPolicy targets, Transport transport)
      throws TokenException, InterruptedException {
    return of(plan, new TokenRequest(plan.http(), targets, transport), AGAIN);
  }

  /// @param again how long after one that was refused the next token is asked for
  static ClientTokens of(Plan plan, Source source, Duration again)
      throws TokenException, InterruptedException {
    ClientTokens tokens = new ClientTokens(source, again);
    for (ClientCredentials client : plan.clients()) {
      tokens.held.put(client, tokens.new Held(client, source.ask(client)));
    }
    return tokens;
  }

  @Override
  public Supplier<String> of(ClientCredentials client) {
    Held one = held.get(client);
    if (one == null) {
      throw new IllegalArgumentException("nobody asked for the access token of " + client);
    }
    return one;
  }

  /// From now on, until they are closed, they are renewed before they expire.
  public void keepFresh() {
    held.values().forEach(Held::keepFresh);
  }

  @Override
  public void close() {
    held.values().forEach(Held::close);
  }

  /// How long after it was given a token is renewed: a fifth of its time before the end, a minute
  /// at most.
  static Duration freshFor(long seconds) {
    Duration whole = Duration.ofSeconds(seconds);
    Duration margin = whole.dividedBy(5);
    Duration fresh = whole.minus(margin.compareTo(LONGEST_MARGIN) < 0 ? margin : LONGEST_MARGIN);
    return fresh.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : fresh;
  }

  /// A client's token.
  private final class Held implements Supplier<String> {
    private final ClientCredentials client;
    private final long seconds;
    private volatile String token;
    private @Nullable Thread renewing;

    Held(ClientCredentials client, Granted granted) {
      this.client = client;
      this.token = granted.token();
      this.seconds = granted.seconds();
    }

    @Override
    public String get() {
      return token;
    }

    void keepFresh() {
      if (renewing == null && seconds > 0) {
        renewing = Thread.ofVirtual().name("access-token").start(() -> renew(seconds));
      }
    }

    void close() {
      if (renewing != null) {
        renewing.interrupt();
      }
    }

    private void renew(long first) {
      try {
        Duration wait = freshFor(first);
        while (wait.isPositive()) {
          Thread.sleep(wait);
          wait = renewed();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt(); // closed
      }
    }

    /// @return how long until the next time; nothing where the new token does not expire
    private Duration renewed() throws InterruptedException {
      try {
        Granted granted = source.ask(client);
        token = granted.token();
        return granted.seconds() == 0 ? Duration.ZERO : freshFor(granted.seconds());
      } catch (TokenException e) {
        LOG.warn(
            "{}; the old one is sent on, and it asks again in {} s",
            e.getMessage(),
            again.toSeconds());
        return again;
      }
    }
  }
}

package dev.spate.worker.engine;

import dev.spate.answer.Answer;
import dev.spate.answer.Answer.Wanted;
import dev.spate.measure.Outcome;
import dev.spate.plan.Feeder;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.SetVariables;
import dev.spate.plan.Think;
import dev.spate.worker.cookie.CookieJar;
import dev.spate.worker.digest.DigestSession;
import dev.spate.worker.template.HoleValues;
import dev.spate.worker.template.Phrase;
import dev.spate.worker.template.VariablePlaces;
import dev.spate.worker.template.Variables;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A step as a virtual user does it. Immutable.
sealed interface CompiledStep {
  /// One that takes no time, and after which the next one follows.
  sealed interface Instant extends CompiledStep {}

  /// It pauses.
  record Pause(Think think) implements CompiledStep {}

  /// It sends a request.
  final class Request implements CompiledStep {
    private static final int STATUSES = 600;

    private final int number;
    private final int name;
    private final boolean[] accepted = new boolean[STATUSES];

    /// Null where the request is the same for everybody.
    private final @Nullable HoleValues holes;

    /// Null where an answer is judged by its status alone.
    private final @Nullable Reading reading;

    /// Null where its users keep no cookies.
    private final @Nullable CookieUse cookies;

    /// Null where redirects are not followed.
    private final @Nullable RedirectUse redirects;

    /// Null where the target gets no digest.
    private final @Nullable DigestUse digest;

    private final Wanted wanted;

    /// @param number of [RequestSteps]
    /// @param name its row of the report
    /// @param cookies null where its users keep none
    /// @param redirects null where they are not followed
    /// @param digest null where the target gets none
    Request(
        HttpRequest request,
        int number,
        int name,
        VariablePlaces places,
        @Nullable CookieUse cookies,
        @Nullable RedirectUse redirects,
        @Nullable DigestUse digest) {
      this.number = number;
      this.name = name;
      HttpRequest first = DigestUse.without(request);
      this.holes = first.constant() ? null : HoleValues.of(first, places);
      this.reading = Reading.of(request, places);
      this.cookies = cookies;
      this.redirects = redirects;
      this.digest = digest;
      Wanted read = reading == null ? Wanted.NOTHING : reading.wanted();
      Wanted kept = cookies == null ? Wanted.NOTHING : Wanted.COOKIES;
      this.wanted = most(read, redirects == null && digest == null ? kept : Wanted.HEAD);
      for (int status = 0; status < STATUSES; status++) {
        accepted[status] = request.accepts(status);
      }
    }

    private static Wanted most(Wanted one, Wanted other) {
      return one.compareTo(other) >= 0 ? one : other;
    }

    /// For the requester.
    int number() {
      return number;
    }

    /// Its row of the report.
    int name() {
      return name;
    }

    boolean constant() {
      return holes == null;
    }

    /// Puts into a filling what a user sends.
    ///
    /// @param jar null where the user keeps no cookies
    /// @param session null where the user answers no challenge
    /// @return what is sent, by number of [SentRequests]
    int fill(
        Filling filling,
        Variables variables,
        @Nullable CookieJar jar,
        @Nullable DigestSession session,
        long nowNs) {
      filling.clear();
      add(0, beforeBody(), filling, variables);
      int sent = addLastHeaders(filling, variables, jar, session, nowNs);
      add(beforeBody(), holes == null ? 0 : holes.count(), filling, variables);
      return sent;
    }

    /// The same once more, with the same values, but for what it says of who it is from.
    ///
    /// @param first what was sent before
    int fillAgain(
        Filling filling,
        Filling first,
        Variables variables,
        @Nullable CookieJar jar,
        DigestSession session,
        long nowNs) {
      filling.clear();
      int head = beforeBody();
      first.copyTo(filling, 0, head);
      int sent = addLastHeaders(filling, variables, jar, session, nowNs);
      if (holes != null) {
        first.copyTo(filling, head + first.count() - holes.count(), first.count());
      }
      return sent;
    }

    private int beforeBody() {
      return holes == null ? 0 : holes.beforeBody();
    }

    /// @return the number of the request that has those which there are
    private int addLastHeaders(
        Filling filling,
        Variables variables,
        @Nullable CookieJar jar,
        @Nullable DigestSession session,
        long nowNs) {
      int sent = number;
      if (digest != null && session != null && session.isOpen()) {
        filling.add(digest.authorization(session, filling, variables));
        sent = digest.number();
      }
      if (cookies != null && jar != null) {
        String header = cookies.header(jar, filling, nowNs);
        if (!header.isEmpty()) {
          filling.addLatin1(header);
          sent += cookies.number() - number;
        }
      }
      return sent;
    }

    private void add(int from, int to, Filling filling, Variables variables) {
      for (int hole = from; holes != null && hole < to; hole++) {
        filling.add(holes.valueFor(hole, variables));
      }
    }

    /// Keeps the cookies that an answer sets.
    ///
    /// @param filling what was sent at first
    /// @param followed the path that a redirect led to, without its query; empty where none did
    void keepCookies(Answer answer, Filling filling, String followed, CookieJar jar, long nowNs) {
      if (cookies != null && CookieJar.isSetBy(answer)) {
        String path = followed.isEmpty() ? cookies.path().textFor(filling) : followed;
        jar.keep(answer, path, nowNs);
      }
    }

    /// How it takes cookies along; null where its users keep none.
    @Nullable CookieUse cookies() {
      return cookies;
    }

    /// How it follows redirects; null where it does not.
    @Nullable RedirectUse redirects() {
      return redirects;
    }

    /// How it answers challenges; null where it does not.
    @Nullable DigestUse digest() {
      return digest;
    }

    /// What of an answer there is to see.
    Wanted wanted() {
      return wanted;
    }

    /// What its answers are read for; null where they are judged by their status alone.
    @Nullable Reading reading() {
      return reading;
    }

    /// What an answer with this status amounts to.
    Outcome judge(int status) {
      return Outcome.ofStatus(status, status < STATUSES && accepted[status]);
    }
  }

  /// It sends several requests at once.
  ///
  /// @param requests at least one
  record Together(List<Request> requests) implements CompiledStep {
    public Together {
      requests = List.copyOf(requests);
    }
  }

  /// A group of steps begins.
  ///
  /// @param name its row of the report
  record GroupBegin(int name) implements Instant {}

  /// The innermost group that is open ends.
  record GroupEnd() implements Instant {}

  /// It goes on here where a condition holds, and elsewhere where it does not.
  ///
  /// @param otherwise the number of the step to go on with
  record Branch(CompiledCondition condition, int otherwise) implements CompiledStep {}

  /// It goes on elsewhere.
  ///
  /// @param step the number of the step to go on with
  record Jump(int step) implements CompiledStep {}

  /// A loop begins.
  record LoopBegin() implements Instant {}

  /// The innermost loop may have another round.
  ///
  /// @param step behind the loop, to go on with where it has none
  record LoopRound(CompiledRounds rounds, int step) implements CompiledStep {}

  /// It says something in the log.
  record LogLine(Phrase text) implements Instant {}

  /// It takes a record of a feeder.
  final class Feeding implements CompiledStep {
    private final Feeder feeder;
    private final Feeder.Order order;
    private final int[] places;

    Feeding(Feeder feeder, long planSeed, VariablePlaces places) {
      this.feeder = feeder;
      this.order = feeder.order(planSeed);
      this.places = feeder.columns().stream().mapToInt(places::placeOf).toArray();
    }

    /// @param number of the arrival or iteration among all of the run
    /// @param own of the arrival in its phase, or of the iteration of its user
    /// @return whether there was one left
    boolean feed(Variables variables, long number, long own) {
      boolean replicated = feeder.distribute() == Feeder.Distribute.REPLICATE;
      int record = order.recordOf(replicated ? own : number);
      if (record == Feeder.DRY) {
        return false;
      }
      for (int column = 0; column < places.length; column++) {
        variables.set(places[column], feeder.value(record, column));
      }
      return true;
    }
  }

  /// It gives variables values.
  final class Assignments implements Instant {
    private final int[] places;
    private final Phrase[] values;

    Assignments(SetVariables set, VariablePlaces places) {
      this.places =
          set.assignments().stream().mapToInt(each -> places.placeOf(each.variable())).toArray();
      this.values =
          set.assignments().stream()
              .map(each -> Phrase.of(each.value(), places))
              .toArray(Phrase[]::new);
    }

    void doFor(Variables variables) {
      for (int i = 0; i < places.length; i++) {
        variables.set(places[i], values[i].textFor(variables));
      }
    }
  }
}

package dev.spate.worker.engine;

import dev.spate.answer.Answer;
import dev.spate.answer.Answer.Wanted;
import dev.spate.measure.Outcome;
import dev.spate.worker.cookie.CookieJar;
import dev.spate.worker.digest.DigestSession;
import dev.spate.worker.template.Variables;
import org.jspecify.annotations.Nullable;

/// One request at a time that a virtual user has under way: sends it, reads its answer, and books
/// how it ended.
abstract class Errand implements Exchange {
  private final LoopContext context;
  private final Filling filling = new Filling();
  private CompiledStep.@Nullable Request sent;

  /// What the answer to it amounts to; null until it is asked.
  private @Nullable Outcome judged;

  /// Null until a request wants to see its answers.
  private @Nullable Answer answer;

  /// Null until a request follows redirects.
  private @Nullable Redirection redirection;

  /// Null until a request answers a challenge.
  private @Nullable Filling again;

  /// Whether the target wants the request again, with an answer to its challenge.
  private boolean challenged;

  /// Whether it was sent again so.
  private boolean answered;

  /// Whether it had an answer to an earlier challenge from the first.
  private boolean ahead;

  /// What was sent first, by number of [SentRequests].
  private int sentNumber;

  /// By which its captures pick.
  private long drawn;

  private long intendedNs;
  private boolean inFlight;

  Errand(LoopContext context) {
    this.context = context;
  }

  final LoopContext context() {
    return context;
  }

  /// What the texts of its requests are filled from, and what their answers give values.
  abstract Variables variables();

  /// Where the cookies of its answers are kept; null where no scenario has cookies.
  abstract @Nullable CookieJar jar();

  /// What its user knows of a target that wants digests.
  abstract DigestSession digests();

  /// In which its requests are counted.
  abstract int phase();

  /// A request is over. Booked already.
  ///
  /// @param endNs not before it was due
  abstract void onOver(Outcome outcome, long endNs);

  /// Sends a request that is due.
  final void send(CompiledStep.Request request, long due) {
    intendedNs = due;
    inFlight = true;
    sent = request;
    judged = null;
    sentNumber = request.number();
    prepareToRead(request);
    if (request.redirects() != null) {
      redirection().begin();
    }
    challenged = false;
    answered = false;
    context.users().onSent(due);
    cell(request).onStarted();
    CookieJar jar = jar();
    ahead = request.digest() != null && digests().isOpen();
    if (request.constant() && !ahead && (jar == null || jar.isEmpty())) {
      context.requester().send(request.number(), this);
    } else {
      fillAndSend(request, jar);
    }
  }

  private void fillAndSend(CompiledStep.Request request, @Nullable CookieJar jar) {
    DigestSession session = request.digest() == null ? null : digests();
    int number = request.fill(filling, variables(), jar, session, context.clock().nanoTime());
    sentNumber = number;
    if (filling.count() == 0) {
      context.requester().send(number, this);
    } else {
      context.requester().send(number, filling, this);
    }
  }

  private void prepareToRead(CompiledStep.Request request) {
    Wanted wanted = request.wanted();
    if (wanted == Wanted.NOTHING) {
      return;
    }
    if (answer == null) {
      answer = new Answer(Answer.MAX_BODY);
    }
    answer.want(wanted);
    Reading reading = request.reading();
    if (reading != null && reading.picks()) {
      drawn = variables().draw();
    }
  }

  @Override
  public final @Nullable Answer answer() {
    return sent().wanted() == Wanted.NOTHING ? null : answer;
  }

  @Override
  public final void onAnswer(
      int status,
      long sentNs,
      long firstByteNs,
      long endNs,
      long bytesSent,
      long bytesReceived,
      boolean retried) {
    CompiledStep.Request request = sent();
    RequestCell cell = cell(request);
    Outcome outcome = judge(status, endNs - sentNs);
    cell.onAnswered(
        outcome, status, Math.max(0, endNs - intendedNs), endNs - sentNs, firstByteNs - sentNs);
    CookieJar jar = jar();
    if (jar != null && answer != null) {
      request.keepCookies(answer, filling, followedTo(request), jar, endNs);
    }
    boolean goesOn = request.redirects() != null && redirection().goesOn();
    if (challenged || goesOn) {
      cell.onTraffic(bytesSent, bytesReceived, retried);
      context.users().onEndOfRequest(intendedNs, endNs);
      beginAnother(request, Math.max(endNs, intendedNs));
    } else {
      onEnd(cell, outcome, endNs, bytesSent, bytesReceived, retried);
    }
  }

  private String followedTo(CompiledStep.Request request) {
    return request.redirects() == null ? "" : redirection().path();
  }

  /// What an answer leads to is another request, which is due as that came.
  private void beginAnother(CompiledStep.Request request, long due) {
    intendedNs = due;
    judged = null;
    if (answer != null) {
      answer.want(request.wanted());
    }
    context.users().onSent(due);
    cell(request).onStarted();
    long nowNs = context.clock().nanoTime();
    if (challenged) {
      answerChallenge(request, nowNs);
    } else if (request.redirects() != null) {
      follow(request, request.redirects(), nowNs);
    }
  }

  /// Sends the same request with who it is from.
  private void answerChallenge(CompiledStep.Request request, long nowNs) {
    challenged = false;
    answered = true;
    Filling next = again == null ? new Filling() : again;
    again = next;
    int number = request.fillAgain(next, filling, variables(), jar(), digests(), nowNs);
    context.requester().send(number, next, this);
  }

  /// Sends the request to where its answer leads.
  private void follow(CompiledStep.Request request, RedirectUse use, long nowNs) {
    boolean hadCookies = sentNumber != request.number();
    int number = redirection().proceed(request, use, filling, hadCookies, jar(), nowNs);
    context.requester().send(number, redirection().filling(), this);
  }

  /// Answers are read once.
  @Override
  public final Outcome judge(int status, long serviceNs) {
    Outcome known = judged;
    if (known == null) {
      known = read(sent(), status, serviceNs);
      judged = known;
    }
    return known;
  }

  private Outcome read(CompiledStep.Request request, int status, long serviceNs) {
    RedirectUse redirects = request.redirects();
    if (redirects != null && answer != null && redirects.follows(status)) {
      boolean leads = redirection().onRedirect(redirects, status, answer, filling);
      return leads ? Outcome.SUCCEEDED : Outcome.REDIRECT;
    }
    DigestUse digest = request.digest();
    if (digest != null && answer != null && !answered) {
      challenged = digest.onAnswer(status, answer, digests(), ahead, variables());
      if (challenged) {
        return Outcome.SUCCEEDED;
      }
    }
    Outcome byStatus = request.judge(status);
    Reading reading = request.reading();
    if (reading == null || answer == null || byStatus != Outcome.SUCCEEDED) {
      return byStatus;
    }
    Outcome outcome = reading.read(context.answers().begin(answer), serviceNs, variables(), drawn);
    context.answers().end();
    return outcome;
  }

  @Override
  public final void onFailure(
      Outcome outcome,
      long sentNs,
      long endNs,
      long bytesSent,
      long bytesReceived,
      boolean retried) {
    RequestCell cell = cell(sent());
    cell.onFailed(
        outcome, Math.max(0, endNs - intendedNs), sentNs == Requester.NEVER ? -1 : endNs - sentNs);
    onEnd(cell, outcome, endNs, bytesSent, bytesReceived, retried);
  }

  private void onEnd(
      RequestCell cell,
      Outcome outcome,
      long endNs,
      long bytesSent,
      long bytesReceived,
      boolean retried) {
    cell.onTraffic(bytesSent, bytesReceived, retried);
    context.users().onEndOfRequest(intendedNs, endNs);
    inFlight = false;
    onOver(outcome, Math.max(endNs, intendedNs));
  }

  /// Books the end of the run where a request is under way.
  final void abandon(long nowNs) {
    if (inFlight) {
      cell(sent()).onUnanswered(Math.max(0, nowNs - intendedNs));
      inFlight = false;
    }
  }

  private RequestCell cell(CompiledStep.Request request) {
    return context.requests(phase(), request.name(), intendedNs);
  }

  private Redirection redirection() {
    if (redirection == null) {
      redirection = new Redirection();
    }
    return redirection;
  }

  private CompiledStep.Request sent() {
    if (sent == null) {
      throw new IllegalStateException("nothing was sent");
    }
    return sent;
  }
}

package dev.spate.repeat;

import dev.spate.plan.Lanes;
import dev.spate.plan.Plan;
import dev.spate.worker.engine.Clock;
import dev.spate.worker.engine.Cut;
import dev.spate.worker.engine.Engine;
import dev.spate.worker.engine.Idle;
import dev.spate.worker.engine.LoopListener;
import dev.spate.worker.http.HttpRequesters;
import dev.spate.worker.http.io.Transport;
import dev.spate.worker.template.AccessTokens;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The engines of several workers that share the lanes of one plan.
final class Party implements AutoCloseable {
  private final List<Engine> engines = new ArrayList<>();
  private final CountDownLatch ready;
  private final CountDownLatch ended;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  Party(Plan plan, int workers) {
    ready = new CountDownLatch(workers);
    ended = new CountDownLatch(workers);
    InetSocketAddress target = new InetSocketAddress(plan.target().host(), plan.target().port());
    for (Lanes lanes : Lanes.all(plan.lanes()).split(workers)) {
      engines.add(
          Engine.prepare(
              plan,
              lanes,
              1,
              HttpRequesters.create(plan, List.of(target), Transport.usual()),
              AccessTokens.NONE,
              HttpRequesters.loopThreads("party"),
              Idle.SLEEP,
              Clock.SYSTEM,
              new Listener()));
    }
  }

  void awaitReady() throws InterruptedException {
    await(ready);
  }

  void startAt(long startNs) {
    engines.forEach(engine -> engine.startAt(startNs));
  }

  void awaitEnd() throws InterruptedException {
    await(ended);
  }

  private void await(CountDownLatch latch) throws InterruptedException {
    boolean in = latch.await(60, TimeUnit.SECONDS);
    if (!in || failure.get() != null) {
      throw new AssertionError("the engines did not get on", failure.get());
    }
  }

  @Override
  public void close() {
    engines.forEach(Engine::close);
  }

  private final class Listener implements LoopListener {
    @Override
    public void onReady(int loop) {
      ready.countDown();
    }

    @Override
    public void onCut(int loop, Cut cut) {
      if (cut.last()) {
        ended.countDown();
      }
      cut.recycle();
    }

    @Override
    public void onFailed(int loop, Throwable cause) {
      failure.set(cause);
      ready.countDown();
      ended.countDown();
    }
  }
}

package dev.spate.worker;

import dev.spate.measure.ArrivalDelta;
import dev.spate.worker.engine.Cut;
import dev.spate.worker.engine.LoopListener;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Adds up what the one loop of a [SelfLoad] does. Reads the thread's clock on the thread itself,
/// which is gone afterwards.
final class SelfLoadListener implements LoopListener {
  private static final Logger LOG = LoggerFactory.getLogger(SelfLoadListener.class);

  /// A load of less than two seconds that takes longer has broken.
  private static final long LIMIT_SECONDS = 8;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private long readyCpuNs;
  private long requests;
  private volatile SelfLoad.Sent sent = SelfLoad.Sent.NOTHING;

  @Override
  public void onReady(int loop) {
    readyCpuNs = threads.getCurrentThreadCpuTime();
    ready.countDown();
  }

  @Override
  public void onCut(int loop, Cut cut) {
    var _ = cut.requestDeltas(); // as a report would
    for (ArrivalDelta delta : cut.arrivalDeltas()) {
      requests += delta.counts().completed();
    }
    boolean last = cut.last();
    cut.recycle();
    if (last) {
      sent = new SelfLoad.Sent(requests, threads.getCurrentThreadCpuTime() - readyCpuNs);
      done.countDown();
    }
  }

  @Override
  public void onFailed(int loop, Throwable cause) {
    LOG.warn("the rehearsal failed", cause);
    ready.countDown();
    done.countDown();
  }

  void awaitReady() throws InterruptedException {
    await(ready);
  }

  /// What was sent; nothing where it broke.
  SelfLoad.Sent awaitEnd() throws InterruptedException {
    await(done);
    return sent;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("the rehearsal did not end within {} s", LIMIT_SECONDS);
    }
  }
}

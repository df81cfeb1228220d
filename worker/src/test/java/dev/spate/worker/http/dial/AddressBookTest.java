package dev.spate.worker.http.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spate.plan.ConnectionOptions.Resolve;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressBookTest {
  private static final long TTL_NS = 1_000;
  private static final long PATIENCE_NS = 60_000_000_000L;

  private final ScriptedLookup names = new ScriptedLookup();

  /// What the loop would run.
  private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();

  private final List<Boolean> told = new ArrayList<>();
  private long nowNs;

  private AddressBook book(Resolve resolve) {
    Destination.AllowedName name =
        new Destination.AllowedName(
            "shop.example", 80, TargetPolicy.loopbackAndPrivate(), SourceAddresses.ANY);
    Destination destination =
        new Destination.Named(
            List.of(address("10.0.0.1")),
            0,
            name,
            resolve,
            resolve == Resolve.TTL ? TTL_NS : 0,
            new LookupDesk(names, PATIENCE_NS));
    return new AddressBook(destination, () -> nowNs, loop::add);
  }

  private static InetSocketAddress address(String literal) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), 80);
  }

  private void runLoopOnce() throws InterruptedException {
    Runnable task = loop.poll(60, TimeUnit.SECONDS);
    assertThat(task).as("an answer").isNotNull();
    task.run();
  }

  private List<SocketAddress> all(AddressBook book) {
    return Stream.generate(() -> book.rotation().next(nowNs))
        .limit(book.rotation().size())
        .toList();
  }

  @Test
  void addressesThatStayAreThereAtOnce() {
    AddressBook book =
        new AddressBook(
            new Destination.Fixed(List.of(address("10.0.0.1"))), () -> nowNs, loop::add);
    book.seek(told::add);
    assertThat(told).containsExactly(true);
    assertThat(all(book)).containsExactly(address("10.0.0.1"));
  }

  @Test
  void anAnswerIsGoodForItsTime() {
    AddressBook book = book(Resolve.TTL);
    nowNs = TTL_NS - 1;
    book.seek(told::add);
    assertThat(told).containsExactly(true);
    assertThat(names.asked()).isEmpty();
  }

  @Test
  void anOldAnswerIsAskedForOnceForAllThatWait() throws InterruptedException {
    AddressBook book = book(Resolve.TTL);
    names.answer("shop.example", "10.0.0.2", "10.0.0.3");
    names.hold();
    nowNs = TTL_NS;
    book.seek(told::add);
    book.seek(told::add);
    assertThat(told).isEmpty();
    names.release();
    runLoopOnce();
    assertThat(told).containsExactly(true, true);
    assertThat(names.asked()).hasSize(1);
    assertThat(all(book)).containsExactly(address("10.0.0.2"), address("10.0.0.3"));
    nowNs = 2 * TTL_NS - 1;
    book.seek(told::add);
    assertThat(told).hasSize(3);
  }

  @Test
  void whoeverWaitsIsToldWhenThereIsNoAnswerAndTheNextAsksAgain() throws InterruptedException {
    AddressBook book = book(Resolve.TTL);
    nowNs = TTL_NS;
    book.seek(told::add);
    runLoopOnce();
    assertThat(told).containsExactly(false);
    names.answer("shop.example", "10.0.0.2");
    book.seek(told::add);
    runLoopOnce();
    assertThat(told).containsExactly(false, true);
    assertThat(names.asked()).hasSize(2);
  }

  @Test
  void anAnswerThatDoesNotComeIsAskedForAgain() throws InterruptedException {
    AddressBook book = book(Resolve.TTL);
    names.answer("shop.example", "10.0.0.2");
    names.hold();
    nowNs = TTL_NS;
    book.seek(told::add);
    nowNs = 2 * TTL_NS + 1;
    book.seek(told::add);
    await().atMost(Duration.ofSeconds(60)).until(() -> names.asked().size() >= 2);
    names.release();
    runLoopOnce();
    assertThat(told).containsExactly(true, true);
    runLoopOnce();
    assertThat(told).hasSize(2);
    assertThat(names.asked()).hasSize(2);
  }

  @Test
  void eachConnectionCanHaveAnAnswerOfItsOwn() throws InterruptedException {
    AddressBook book = book(Resolve.CONNECTION);
    for (String each : List.of("10.0.0.2", "10.0.0.3")) {
      names.answer("shop.example", each);
      book.seek(told::add);
      runLoopOnce();
      assertThat(all(book)).containsExactly(address(each));
    }
    assertThat(told).containsExactly(true, true);
    assertThat(names.asked()).hasSize(2);
  }

  @Test
  void addressesThatAreNotAllowedAreNotLearnt() throws InterruptedException {
    AddressBook book = book(Resolve.CONNECTION);
    names.answer("shop.example", "192.0.2.1", "10.0.0.4");
    book.seek(told::add);
    runLoopOnce();
    assertThat(all(book)).containsExactly(address("10.0.0.4"));
    names.answer("shop.example", "169.254.169.254");
    book.seek(told::add);
    runLoopOnce();
    assertThat(told).containsExactly(true, false);
    assertThat(all(book)).containsExactly(address("10.0.0.4"));
  }
}

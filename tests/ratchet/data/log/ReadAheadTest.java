package ratchet.data.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadAheadTest {
  /** Counts from 1; knows whether it was closed, and on which thread it was asked. */
  private static class Counting implements BatchSource<Integer> {
    final AtomicInteger given = new AtomicInteger();
    final AtomicBoolean closed = new AtomicBoolean();
    final int last;
    volatile Thread asked;

    Counting(int last) {
      this.last = last;
    }

    @Override
    public Integer next() {
      asked = Thread.currentThread();
      return given.get() == last ? null : Integer.valueOf(given.incrementAndGet());
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  @Test
  void givesEveryBatchInOrderAndThenTheEndAgainAndAgain() {
    Counting source = new Counting(1000);
    try (ReadAhead<Integer> ahead = new ReadAhead<>("test", () -> source)) {
      for (int i = 1; i <= 1000; i++) {
        assertThat(ahead.next()).isEqualTo(i);
      }
      assertThat(ahead.next()).isNull();
      assertThat(ahead.next()).isNull();
      assertThat(source.asked).isNotSameAs(Thread.currentThread());
    }
    assertThat(source.closed).isTrue();
  }

  @Test
  void readsOnlyAFewBatchesAhead() {
    Counting source = new Counting(Integer.MAX_VALUE);
    try (ReadAhead<Integer> ahead = new ReadAhead<>("test", () -> source)) {
      assertThat(ahead.next()).isEqualTo(1);
    }
    assertThat(source.closed).isTrue();
    assertThat(source.given.get()).isLessThan(100);
  }

  @Test
  void throwsWhatWentWrongWhileReading() {
    Counting source =
        new Counting(10) {
          @Override
          public Integer next() {
            if (given.get() == 3) {
              throw new IllegalArgumentException("the fourth is broken");
            }
            return super.next();
          }
        };
    try (ReadAhead<Integer> ahead = new ReadAhead<>("test", () -> source)) {
      assertThat(ahead.next()).isEqualTo(1);
      assertThat(ahead.next()).isEqualTo(2);
      assertThat(ahead.next()).isEqualTo(3);
      assertThatThrownBy(ahead::next).hasMessage("the fourth is broken");
    }
    assertThat(source.closed).isTrue();
  }

  @Test
  void throwsWhatWentWrongWhileOpening() {
    try (ReadAhead<Integer> ahead =
        new ReadAhead<>(
            "test",
            () -> {
              throw new IllegalArgumentException("cannot be opened");
            })) {
      assertThatThrownBy(ahead::next).hasMessage("cannot be opened");
    }
  }

  @Test
  void throwsAnErrorToo() {
    try (ReadAhead<Integer> ahead =
        new ReadAhead<>(
            "test",
            () -> {
              throw new OutOfMemoryError("not really");
            })) {
      assertThatThrownBy(ahead::next).isInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void closingWaitsUntilTheSourceIsClosed() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    Counting source =
        new Counting(10) {
          @Override
          public Integer next() {
            reading.countDown();
            boolean done = false;
            while (!done) {
              try {
                mayGoOn.await();
                done = true;
              } catch (InterruptedException e) {
                // a read of the file is not interrupted either
              }
            }
            return super.next();
          }
        };
    ReadAhead<Integer> ahead = new ReadAhead<>("test", () -> source);
    reading.await();
    Thread closing = new Thread(ahead::close);
    closing.start();
    assertThat(source.closed).isFalse();
    mayGoOn.countDown();
    closing.join();
    assertThat(source.closed).isTrue();
  }
}

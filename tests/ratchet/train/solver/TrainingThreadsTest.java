package ratchet.train.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TrainingThreadsTest {
  @Test
  void oneThreadTakesTheWorkInTheOrderItWasBegun() {
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    try (TrainingThreads crew = new TrainingThreads(1)) {
      List<Supplier<Boolean>> begun = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        int number = i;
        begun.add(crew.begin(() -> order.add(number)));
      }
      begun.forEach(Supplier::get);
    }
    assertThat(order).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void twoThreadsWorkAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    try (TrainingThreads crew = new TrainingThreads(2)) {
      Supplier<Boolean> first = crew.begin(() -> meet(both));
      Supplier<Boolean> second = crew.begin(() -> meet(both));
      assertThat(first.get()).isTrue();
      assertThat(second.get()).isTrue();
    }
  }

  private static boolean meet(CountDownLatch both) {
    both.countDown();
    try {
      both.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void workMayWaitForWhatWasBegunBeforeItOnOneThread() {
    try (TrainingThreads crew = new TrainingThreads(1)) {
      Supplier<Integer> first = crew.begin(() -> 20);
      assertThat(crew.begin(() -> first.get() + 1).get()).isEqualTo(21);
      assertThat(first.get()).isEqualTo(20);
    }
  }

  @Test
  void failuresComeOutAsTheyAre() {
    IllegalArgumentException exception = new IllegalArgumentException("both classes");
    AssertionError error = new AssertionError("never");
    try (TrainingThreads crew = new TrainingThreads(2)) {
      Supplier<Integer> refused =
          crew.begin(
              () -> {
                throw exception;
              });
      Supplier<Integer> broken =
          crew.begin(
              () -> {
                throw error;
              });
      assertThatThrownBy(refused::get).isSameAs(exception);
      assertThatThrownBy(broken::get).isSameAs(error);
    }
  }
}

package ratchet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WorkerThreadsTest {
  @Test
  void oneThreadTakesTheWorkInTheOrderItWasBegun() {
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    try (WorkerThreads threads = new WorkerThreads("test", 1)) {
      List<Supplier<Boolean>> begun = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        int number = i;
        begun.add(threads.begin(() -> order.add(number)));
      }
      begun.forEach(Supplier::get);
    }
    assertThat(order).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void twoThreadsWorkAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    try (WorkerThreads threads = new WorkerThreads("test", 2)) {
      Supplier<Boolean> first = threads.begin(() -> meet(both));
      Supplier<Boolean> second = threads.begin(() -> meet(both));
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
    try (WorkerThreads threads = new WorkerThreads("test", 1)) {
      Supplier<Integer> first = threads.begin(() -> 20);
      assertThat(threads.begin(() -> first.get() + 1).get()).isEqualTo(21);
      assertThat(first.get()).isEqualTo(20);
    }
  }

  @Test
  void failuresComeOutAsTheyAre() {
    IllegalArgumentException exception = new IllegalArgumentException("both classes");
    AssertionError error = new AssertionError("never");
    try (WorkerThreads threads = new WorkerThreads("test", 2)) {
      Supplier<Integer> refused =
          threads.begin(
              () -> {
                throw exception;
              });
      Supplier<Integer> broken =
          threads.begin(
              () -> {
                throw error;
              });
      assertThatThrownBy(refused::get).isSameAs(exception);
      assertThatThrownBy(broken::get).isSameAs(error);
    }
  }

  @Test
  void resultsComeInTheOrderOfTheTasks() {
    List<Integer> tasks = List.of(3, 1, 2);
    assertThat(WorkerThreads.map("test", 2, tasks, task -> 10 * task)).containsExactly(30, 10, 20);
    assertThat(WorkerThreads.<Integer, Integer>map("test", 2, List.of(), task -> task)).isEmpty();
  }

  @Test
  void allWorkIsDoneBeforeTheFirstFailureIsThrown() {
    List<Integer> done = Collections.synchronizedList(new ArrayList<>());
    assertThatThrownBy(
            () ->
                WorkerThreads.map(
                    "test",
                    1,
                    List.of(1, 2, 3, 4),
                    task -> {
                      if (task < 3) {
                        throw new IllegalStateException("task " + task);
                      }
                      return done.add(task);
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("task 1");
    assertThat(done).containsExactly(3, 4);
  }

  @Test
  void aThreadThatIsInterruptedWhileItWaitsSaysSo() {
    Thread.currentThread().interrupt();
    CountDownLatch never = new CountDownLatch(3);
    assertThatThrownBy(() -> WorkerThreads.map("reload", 2, List.of(1, 2), task -> meet(never)))
        .isInstanceOf(InputException.class)
        .hasMessage("reload was interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }
}

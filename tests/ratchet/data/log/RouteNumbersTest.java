package ratchet.data.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RouteNumbersTest {
  private final RouteNumbers routes = new RouteNumbers();

  @Test
  void aRouteKeepsItsNumberHoweverManyThereAre() {
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < 100; i++) {
        assertThat(number("route" + i)).isEqualTo(i);
      }
    }
    assertThat(number("")).isEqualTo(100);
  }

  @Test
  void noRouteIsNone() {
    assertThat(routes.of(null)).isEqualTo(RouteNumbers.NONE);
  }

  @Test
  void threadsAgreeOnTheNumbers() {
    int[] numbers =
        IntStream.range(0, 100_000).parallel().map(i -> number("route" + i % 40)).toArray();
    for (int i = 0; i < numbers.length; i++) {
      assertThat(numbers[i]).isEqualTo(number("route" + i % 40)).isBetween(0, 39);
    }
    assertThat(IntStream.of(numbers).distinct().count()).isEqualTo(40);
  }

  private int number(String route) {
    return routes.of(route.getBytes(StandardCharsets.UTF_8));
  }
}

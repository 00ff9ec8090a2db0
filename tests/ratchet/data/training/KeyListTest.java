package ratchet.data.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyListTest {
  @Test
  void givesBackWhatWasAddedHoweverLongAndInWhateverScript() {
    List<String> added = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      added.add(i % 7 == 0 ? "" : "exec:order-" + i + ":route-\u00e9\u4e2d\ud83d\ude80");
    }
    added.add("x".repeat(1_000_000));
    added.add("after it");
    KeyList keys = new KeyList();
    keys.addAll(added);
    assertThat(keys).isEqualTo(added);
    for (int i = 0; i < added.size(); i++) {
      assertThat(keys.utf8(i)).isEqualTo(added.get(i).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void comparesAsSqliteSortsTexts() {
    List<String> sorted = List.of("", "Z", "a", "aa", "a\u00e9", "\uffee", "\ud83d\ude80");
    KeyList keys = new KeyList();
    keys.addAll(sorted);
    for (int a = 0; a < sorted.size(); a++) {
      for (int b = 0; b < sorted.size(); b++) {
        assertThat(Integer.signum(keys.compare(a, b))).isEqualTo(Integer.compare(a, b));
      }
    }
  }

  @Test
  void knowsItsSize() {
    KeyList keys = new KeyList();
    assertThat(keys).isEmpty();
    keys.add("a");
    assertThat(keys).hasSize(1);
    assertThatThrownBy(() -> keys.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}

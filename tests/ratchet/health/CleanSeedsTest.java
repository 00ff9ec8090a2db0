package ratchet.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tests/bench/clean_seeds_bench.java} asks the same of two hundred. */
class CleanSeedsTest {
  @TempDir Path folder;

  @Test
  void nobodyComplainsOfTenDatabasesThatNothingIsWrongWith() {
    List<String> complaints = new ArrayList<>();
    for (long seed = 1_001; seed <= 1_010; seed++) {
      Path file = HealthDatabase.create(folder.resolve(seed + ".db"), seed);
      complaints.addAll(HealthDatabase.complaints(HealthDatabase.check(file)));
    }
    assertThat(complaints).isEmpty();
  }
}

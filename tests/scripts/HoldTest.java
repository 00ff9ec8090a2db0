import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.store.StoredVersions.promote;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.store.ModelPaths;

class HoldTest {
  @TempDir Path folder;

  private CommandRun hold(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--models-dir", folder.toString()));
    return CommandRun.of(new HoldCommand(), all.toArray(String[]::new));
  }

  @Test
  void holdsShowsAndReleases() {
    promote(ModelPaths.of(folder), 1);
    CommandRun held = hold("fillnet", "--reason", "fills collapsed");
    assertThat(held.exit()).as(held.err()).isZero();
    assertThat(held.out()).startsWith("HOLD fillnet=held_by(").contains(": fills collapsed)");
    JsonNode row = hold("--json").json("hold").get("holds").get(0);
    assertThat(row.get("model").textValue()).isEqualTo("fillnet");
    assertThat(row.get("reason").textValue()).isEqualTo("fills collapsed");
    assertThat(hold("fillnet", "--release").out()).startsWith("HOLD fillnet=released");
    assertThat(hold("fillnet", "--release").out()).contains("was_not_on_hold");
    assertThat(hold().out()).contains("no model is on hold");
  }

  @Test
  void refusesModelsWithoutAReasonAndAReasonWithoutModels() {
    promote(ModelPaths.of(folder), 1);
    assertThat(hold("fillnet").exit()).isEqualTo(2);
    assertThat(hold("--release").exit()).isEqualTo(2);
    assertThat(hold("fillnet", "--reason", "x", "--release").exit()).isEqualTo(2);
    assertThat(hold("fillnet", "--reason", " ").exit()).isEqualTo(2);
  }
}

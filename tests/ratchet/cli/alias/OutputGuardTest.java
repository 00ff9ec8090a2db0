package ratchet.cli.alias;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.InputException;
import ratchet.store.ModelPaths;

class OutputGuardTest {
  @TempDir private Path folder;

  @Test
  void refusesAnAliasThatLiesElsewhereAndItsSignature() {
    refuses("live/served.csv");
    refuses("live/served.csv.sig");
    refuses("live/../live/served.csv");
    assertThatCode(() -> require("live/rows.csv")).doesNotThrowAnyException();
  }

  @Test
  void refusesADatabaseThatIsCalledLikeADump() {
    refuses("models/bot.csv");
    refuses("models/bot.csv-wal");
    assertThatCode(() -> require("models/rows.csv")).doesNotThrowAnyException();
  }

  @Test
  void refusesTheModelsFolderItself() {
    refuses("models");
    assertThatCode(() -> require("models.csv")).doesNotThrowAnyException();
  }

  private void refuses(String dump) {
    assertThatThrownBy(() -> require(dump))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("would replace");
  }

  private void require(String dump) {
    Path models = folder.resolve("models");
    Map<String, String> environment =
        Map.of("PROMOTE_RUGGUARD_ALIAS", folder.resolve("live/served.csv").toString());
    OutputGuard.require(
        folder.resolve(dump),
        List.of(models.resolve("bot.csv")),
        ModelPaths.of(models, Map.of(), environment));
  }
}

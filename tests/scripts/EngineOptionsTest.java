import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.process.JavaProcess;

/** How a trainer hands a training over to the one on Spark. */
class EngineOptionsTest {
  @TempDir private Path folder;

  @Test
  void aTrainingOnSparkIsHandedOverWithAllItsOptionsAndItsExitCode() throws Exception {
    Path launcher = folder.resolve("launcher");
    Files.writeString(launcher, "#!/bin/sh\necho \"$@\"\nexit 3\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    SparkProcesses.Run run =
        trainer(launcher.toString(), "--engine", "spark", "--master", "local[2]", "--seed", "7");
    assertThat(run.out())
        .isEqualTo("train_on_spark fillnet --engine spark --master local[2] --seed 7\n");
    assertThat(run.exit()).isEqualTo(3);
  }

  @Test
  void withoutTheLauncherItSaysWhatToRun() throws Exception {
    SparkProcesses.Run run = trainer("", "--engine=spark");
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err())
        .contains("--engine spark: this command does not load Spark's libraries")
        .contains("remedy: run train_on_spark fillnet with the same options");
  }

  @Test
  void theSurvivalModelIsRefused() {
    CommandRun refused = CommandRun.of(new TrainSurvivalCommand(), "--engine", "spark");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("the survival model cannot be trained on Spark, because");
  }

  @Test
  void optionsOfSparkNeedSpark() {
    for (List<String> options :
        List.of(
            List.of("--master", "local[2]"),
            List.of("--conf", "spark.executor.memory=1g"),
            List.of("--spark-db", "/a.db"))) {
      CommandRun refused = CommandRun.of(new TrainAlphaCommand(), options.toArray(String[]::new));
      assertThat(refused.exit()).isEqualTo(2);
      assertThat(refused.err()).contains("--master, --conf and --spark-db require --engine spark");
    }
  }

  private SparkProcesses.Run trainer(String launcher, String... arguments) throws Exception {
    List<String> command = JavaProcess.command("TrainFillNetCommand", arguments);
    return SparkProcesses.run(command, Map.of("RATCHET_LAUNCHER", launcher), line -> {});
  }
}

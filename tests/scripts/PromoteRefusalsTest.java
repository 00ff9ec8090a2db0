import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.promote.SpoiltModels;

/**
 * The command on a log, with what its trainers wrote and somebody spoilt: each file is refused for
 * its own reason, whether it keeps its claims or claims what is true of it, and the alias keeps
 * every byte.
 */
class PromoteRefusalsTest {
  @TempDir private static Path shared;
  private static Path database;
  private static Path trained;

  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    database = TrainerRun.seeded(shared.resolve("trenches.db"));
    trained = shared.resolve("models");
    for (ModelName model : ModelName.all()) {
      TrainerRun run =
          TrainerRun.run(
              TrainerRun.command(model), "--db=" + database, "--models-dir=" + trained, "--quiet");
      assertThat(run.exit()).as(run.err()).isZero();
    }
  }

  /** What somebody does to a file. */
  private enum Spoilt {
    NEGATED_SLIPPAGE(
        ModelName.FILLNET, "metric_not_reproduced\\(slip_ma.*", "metrics_not_improved") {
      @Override
      void change(ObjectNode file) {
        SpoiltModels.negate(file.get("wSlip"));
      }
    },
    CONSTANTS(
        ModelName.FILLNET,
        "metric_not_reproduced\\(.*",
        "metrics_not_improved|no_skill_(brier|auc|slip_mae)\\(.*") {
      @Override
      void change(ObjectNode file) {
        SpoiltModels.constant(file);
      }
    },
    NO_VETO(
        ModelName.RUGGUARD,
        "metric_not_reproduced\\((f1|precision|recall)=.*",
        "f1_too_low\\(0\\)") {
      @Override
      void change(ObjectNode file) {
        file.put("threshold", 0.9999);
      }
    },
    NEGATED_60_MINUTES(
        ModelName.ALPHA,
        "metric_not_reproduced\\(\\w+_60m=.*",
        "(precision_at_50_60m_too_low|auc_60m_worse_than_champion|no_skill_auc_60m)\\(.*") {
      @Override
      void change(ObjectNode file) {
        SpoiltModels.negate(file.at("/models/60m/weights"));
      }
    },
    NEGATED_RUG_WEIGHTS(ModelName.RUGGUARD, "metric_not_reproduced\\(.*", "auc_too_low\\(0\\..*") {
      @Override
      void change(ObjectNode file) {
        SpoiltModels.negate(file.get("weights"));
      }
    },
    NO_HAZARD_MODEL(
        ModelName.SURVIVAL,
        "candidate_lacks\\(hazard_model\\)",
        "candidate_lacks\\(hazard_model\\)") {
      @Override
      void change(ObjectNode file) {
        file.remove("hazard_model");
        ((ObjectNode) file.get("metrics")).remove("c_index");
      }
    };

    private final ModelName model;
    private final String reasonWithOldClaims;
    private final String reasonWithTrueClaims;

    Spoilt(ModelName model, String reasonWithOldClaims, String reasonWithTrueClaims) {
      this.model = model;
      this.reasonWithOldClaims = reasonWithOldClaims;
      this.reasonWithTrueClaims = reasonWithTrueClaims;
    }

    abstract void change(ObjectNode file);
  }

  @ParameterizedTest
  @EnumSource
  void withAChampion(Spoilt spoilt) throws IOException {
    Files.copy(candidate(spoilt.model), folder.resolve(spoilt.model.aliasFile()));
    refuses(spoilt);
  }

  @ParameterizedTest
  @EnumSource
  void whereNothingIsLive(Spoilt spoilt) throws IOException {
    refuses(spoilt);
  }

  private void refuses(Spoilt spoilt) throws IOException {
    byte[] content =
        SpoiltModels.spoilt(
            spoilt.model, Files.readAllBytes(candidate(spoilt.model)), spoilt::change);
    refuses(spoilt.model, content, 3, spoilt.reasonWithOldClaims);
    byte[] honest = SpoiltModels.honest(spoilt.model, content, database);
    refuses(spoilt.model, honest, 3, spoilt.reasonWithTrueClaims);
  }

  @ParameterizedTest
  @CsvSource({"auc, 1.7", "brier, -1", "auc_lower, 0.9999"})
  void figuresThatNoRowsCanGive(String metric, double value) throws IOException {
    ObjectNode file = (ObjectNode) Json.read(Files.readAllBytes(candidate(ModelName.RUGGUARD)));
    ((ObjectNode) file.get("metrics")).put(metric, value);
    byte[] content = Json.line(file).getBytes(StandardCharsets.UTF_8);
    refuses(ModelName.RUGGUARD, content, 4, "candidate_malformed\\(metrics\\." + metric + "\\)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--on-paper", "--accept-inconclusive", "--even-if-rolled-back"})
  void aMistypedDatabaseJudgesNobody(String lenient) throws IOException {
    Path mistyped = shared.resolve("trenhces.db");
    Path candidate = folder.resolve(ModelName.RUGGUARD.candidateFile());
    Files.copy(candidate(ModelName.RUGGUARD), candidate);
    CommandRun run = promote(ModelName.RUGGUARD, mistyped, lenient);
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err()).contains(mistyped + ": there is no such database");
    assertThat(folder.resolve(ModelName.RUGGUARD.aliasFile())).doesNotExist();
  }

  /** Else nothing above would show anything. */
  @Test
  void whatNobodySpoiltGoesLive() throws IOException {
    for (ModelName model : ModelName.all()) {
      Files.copy(candidate(model), folder.resolve(model.candidateFile()));
      CommandRun run = promote(model, database);
      assertThat(run.exit()).as(run.out() + run.err()).isZero();
      assertThat(folder.resolve(model.aliasFile()))
          .hasBinaryContent(Files.readAllBytes(candidate(model)));
    }
  }

  private void refuses(ModelName model, byte[] content, int exit, String reason)
      throws IOException {
    Path alias = folder.resolve(model.aliasFile());
    byte[] live = Files.exists(alias) ? Files.readAllBytes(alias) : null;
    Files.write(folder.resolve(model.candidateFile()), content);
    CommandRun run = promote(model, database);
    assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(exit);
    assertThat(run.out()).matches("PROMOTE " + model.id() + "=skipped reason=(" + reason + ")\n");
    assertThat(Files.exists(alias) ? Files.readAllBytes(alias) : null).isEqualTo(live);
  }

  private CommandRun promote(ModelName model, Path log, String... more) {
    String[] arguments = {
      model.id(),
      "--db=" + log,
      "--models-dir=" + folder,
      "--reload-url=" + model.id() + "=",
      "--no-built-in-hooks"
    };
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return CommandRun.of(new PromoteCommand(), all);
  }

  private static Path candidate(ModelName model) {
    return trained.resolve(model.candidateFile());
  }
}

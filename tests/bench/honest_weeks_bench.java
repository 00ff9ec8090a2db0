///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../../lib/Ratchet.java
//DESCRIPTION How often honest weekly retrains of generated data pass the built-in book, over half a year.

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.OutputOptions;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingReader;
import ratchet.gate.Evidence;
import ratchet.gate.GateRules;
import ratchet.logs.LogFiles;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.promote.Promotion;
import ratchet.promote.evidence.RescoredEvidence;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.PromotionListener;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;
import ratchet.store.LedgerAuthor;
import ratchet.store.ModelPaths;
import ratchet.store.PromotionSettings;
import ratchet.train.TrainOptions;
import ratchet.train.TrainingRun;

@Command(
    name = "honest_weeks_bench",
    description = {
      "Trains all models each week on what was logged so far, and promotes them.",
      "Exit 3 when fewer than nine of ten retrains of a model pass."
    })
final class HonestWeeksBench implements Callable<ExitCode> {
  private static final Instant END = Instant.parse("2026-07-01T00:00:00Z");
  private static final double PROMISE = 0.9;

  @Mixin private OutputOptions output;

  @Option(names = "--weeks", defaultValue = "26", description = "Default: ${DEFAULT-VALUE}.")
  private int weeks;

  @Option(names = "--before", defaultValue = "42", description = "Days of log before the first.")
  private int before;

  @Option(names = "--mints", defaultValue = "25", description = "A day (${DEFAULT-VALUE}).")
  private int mints;

  @Option(names = "--attempts", defaultValue = "400", description = "A day (${DEFAULT-VALUE}).")
  private int attempts;

  @Option(names = "--seed", defaultValue = "42", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  public static void main(String... args) {
    System.exit(Cli.execute(new HonestWeeksBench(), args));
  }

  @Override
  public ExitCode call() throws IOException {
    Console console = output.console();
    Path folder = Files.createTempDirectory("honest-weeks");
    Path database = folder.resolve("trenches.db");
    int days = before + 7 * weeks;
    try (Database opened = Database.openReadWrite(database)) {
      Seeder.seed(
          opened, new SeedPlan(seed, days, days * mints, (long) days * attempts, END), false);
    }
    Map<ModelName, Integer> passed = new EnumMap<>(ModelName.class);
    for (int week = 0; week < weeks; week++) {
      Instant now = END.minus(Duration.ofDays(7L * (weeks - 1 - week)));
      for (ModelOutcome outcome : week(database, folder.resolve("models"), now)) {
        boolean ok = outcome.state() == ModelOutcome.State.OK;
        passed.merge(outcome.model(), ok ? 1 : 0, Integer::sum);
        console.result(now + " " + outcome.model().id() + " " + outcome.reason());
      }
    }
    ObjectNode fields = Json.MAPPER.createObjectNode();
    ArrayNode results = fields.put("weeks", weeks).putArray("results");
    boolean kept = true;
    for (ModelName model : ModelName.all()) {
      double share = (double) passed.get(model) / weeks;
      kept &= share >= PROMISE;
      console.result(String.format("%-8s %.1f %% of %d pass", model.id(), 100 * share, weeks));
      results.addObject().put("model", model.id()).put("passing", share);
    }
    ExitCode exit = kept ? ExitCode.DONE : ExitCode.REFUSED;
    console.document("honest_weeks_bench", exit, fields);
    return exit;
  }

  private static List<ModelOutcome> week(Path database, Path models, Instant now)
      throws IOException {
    Files.createDirectories(models);
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    OptionalLong asOf = OptionalLong.of(now.toEpochMilli());
    TrainOptions options =
        new TrainOptions(
            new ReadOptions(asOf, ReadOptions.DEFAULT_TRAIL_BPS), 42, 2, clock, Optional.empty());
    for (ModelName model : ModelName.all()) {
      TrainingRun.of(model, LogFiles.of(database), models, options).run(line -> {});
    }
    ModelPaths paths = ModelPaths.of(models);
    RescoredEvidence evidence =
        new RescoredEvidence(
            (model, asked) -> {
              OptionalLong until = asked.asOfMs().isPresent() ? asked.asOfMs() : asOf;
              try (Database opened = Database.openReadOnly(database)) {
                return Optional.of(
                    TrainingReader.read(opened, model, new ReadOptions(until, asked.trailBps())));
              }
            },
            RescoredEvidence.History.of(paths),
            Evidence.Leniency.NONE);
    return new Promotion(
            PromotionSettings.of(paths, Map.of(), LedgerAuthor.of("honest_weeks_bench")),
            GateRules.standard(),
            evidence,
            List.of(),
            (model, urls, expected) -> List.of(),
            clock,
            PromotionListener.NONE)
        .run(ModelName.all())
        .outcomes();
  }
}

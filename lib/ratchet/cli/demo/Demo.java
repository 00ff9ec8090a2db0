package ratchet.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import ratchet.backtest.BacktestRules;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.promotion.PromoteConsole;
import ratchet.gate.Evidence;
import ratchet.gate.GateRules;
import ratchet.logs.LogFiles;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.ope.OpeRules;
import ratchet.promote.PromoteReport;
import ratchet.promote.Promotion;
import ratchet.promote.evidence.RescoredEvidence;
import ratchet.promote.hook.BacktestHook;
import ratchet.promote.hook.OpeHook;
import ratchet.promote.reload.ReloadClient;
import ratchet.promote.reload.ReloadSettings;
import ratchet.promote.reload.RolloutPlan;
import ratchet.runtime.Role;
import ratchet.store.LedgerAuthor;
import ratchet.store.ModelPaths;
import ratchet.store.PromotionSettings;

/**
 * Runs all steps of the guide once: data, check, four trainings, two runtimes, promotion, reload,
 * confirmation. Existing files are reused, and new files are kept.
 */
public final class Demo {
  private final Path database;
  private final Path models;
  private final Console console;
  private final Clock clock;

  /**
   * A demo in these places.
   *
   * @param database seeded if it does not exist
   * @param models folder of candidates, aliases, history and ledger
   */
  public Demo(Path database, Path models, Console console, Clock clock) {
    this.database = database;
    this.models = models;
    this.console = console;
    this.clock = clock;
  }

  /**
   * Runs the demo and prints its results.
   *
   * @throws ratchet.model.RatchetException when a step fails; later steps are not run
   */
  public ExitCode run() {
    DemoData data = new DemoData(database, models, console, clock);
    data.provideDatabase();
    data.checkHealth();
    ModelName.all().forEach(data::provideCandidate);
    try (DemoRuntime executor = start(Role.EXECUTOR);
        DemoRuntime ranker = start(Role.ALPHA_RANKER)) {
      return promote(List.of(executor, ranker));
    }
  }

  private DemoRuntime start(Role role) {
    DemoRuntime runtime = DemoRuntime.start(role, models, clock);
    console.result("serve: " + role.id() + " on " + runtime.uri());
    return runtime;
  }

  private ExitCode promote(List<DemoRuntime> runtimes) {
    List<DemoRuntime.View> before = look("before", runtimes);
    PromoteReport report = promotion(runtimes);
    List<DemoRuntime.View> after = look("after", runtimes);
    ExitCode exit = PromoteConsole.exit(report);
    ObjectNode document = Json.MAPPER.createObjectNode();
    document.put("database", database.toString());
    document.put("models_dir", models.toString());
    views(document.putArray("before"), before);
    document.setAll(report.toJson());
    views(document.putArray("after"), after);
    console.document("demo", exit, document);
    console.next("history", "the promotions, with time and reason");
    console.next("report", "all results on one page, with plots");
    console.next("serve --role executor", "a runtime that keeps running; score with POST /score");
    console.next("promote", "four times unchanged, because nothing is new");
    return exit;
  }

  private PromoteReport promotion(List<DemoRuntime> runtimes) {
    Map<ModelName, List<URI>> urls = new EnumMap<>(ModelName.class);
    runtimes.forEach(runtime -> urls.put(runtime.model(), List.of(runtime.reloadUrl())));
    // aliases in the environment belong to a real bot, so the demo does not use them
    ModelPaths paths = ModelPaths.of(models);
    try (ReloadClient client = new ReloadClient(ReloadSettings.defaults())) {
      return new Promotion(
              PromotionSettings.of(paths, urls, LedgerAuthor.of("demo")),
              GateRules.standard(),
              RescoredEvidence.of(LogFiles.of(database), paths, Evidence.Leniency.NONE),
              List.of(
                  new BacktestHook(LogFiles.of(database), BacktestRules.standard()),
                  new OpeHook(LogFiles.of(database), OpeRules.standard())),
              client.inWaves(RolloutPlan.canaryThenRest()),
              clock,
              new PromoteConsole(console, false, false))
          .run(ModelName.all());
    }
  }

  private List<DemoRuntime.View> look(String when, List<DemoRuntime> runtimes) {
    console.result(when + ":");
    List<DemoRuntime.View> views = runtimes.stream().map(DemoRuntime::look).toList();
    views.forEach(view -> console.result(view.line()));
    return views;
  }

  private static void views(ArrayNode to, List<DemoRuntime.View> views) {
    views.forEach(view -> to.add(view.json()));
  }
}

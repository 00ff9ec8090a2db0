package ratchet.ope;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import ratchet.data.log.FeeDecisionReader;
import ratchet.data.log.LoggedDecisions;
import ratchet.data.log.SizingDecisionReader;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.TimeWindow;
import ratchet.evaluation.Refusal;
import ratchet.features.LoadedModel;
import ratchet.features.Scorer;
import ratchet.logs.LogFiles;
import ratchet.model.InputException;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.model.UsageException;

/** Runs an off-policy evaluation on a file or a database. */
public record Ope(OpeRules rules) {
  /**
   * A target policy.
   *
   * @param name the name in the result
   * @param values of the arms by a model, if the policy uses them
   */
  public record Target(String name, TargetPolicy policy, FeeDecisionReader.ArmValues values) {}

  /**
   * A document for programs and a table for people.
   *
   * @param refusals reasons to refuse the estimates; empty if there are none
   */
  public record Result(PolicyLog log, List<Refusal> refusals, ObjectNode json, List<String> lines) {
    public Result {
      refusals = List.copyOf(refusals);
      lines = List.copyOf(lines);
    }

    public boolean passed() {
      return refusals.isEmpty();
    }
  }

  /**
   * @param name {@code logged}, {@code uniform}, {@code greedy}, {@code model} or a file; by
   *     default {@code model} for fees where there is a candidate, else {@code logged}
   * @param candidate a FillNet file
   * @throws InputException for a file that cannot be read, a candidate that does not load, and for
   *     {@code model} where there is none
   */
  public static Target target(
      LoggedPolicy policy, Optional<String> name, Optional<Path> candidate) {
    boolean byModel = policy == LoggedPolicy.FEE && candidate.isPresent();
    String asked = name.orElse(byModel ? "model" : "logged");
    return switch (asked.toLowerCase(Locale.ROOT)) {
      case "logged" -> new Target("logged", TargetPolicy.LOGGED, FeeDecisionReader.ArmValues.NONE);
      case "uniform" ->
          new Target("uniform", TargetPolicy.UNIFORM, FeeDecisionReader.ArmValues.NONE);
      case "greedy" -> new Target("greedy", TargetPolicy.GREEDY, FeeDecisionReader.ArmValues.NONE);
      case "model" -> ofModel(policy, candidate);
      default -> ofFile(asked);
    };
  }

  private static Target ofFile(String name) {
    Path file = Path.of(name);
    if (!Files.exists(file)) {
      throw new UsageException(
          "--target " + name + " is neither a file nor one of logged, uniform, greedy, model",
          "name one of them, or an existing CSV file decision,arm,probability");
    }
    return new Target(name, TargetPolicy.ofFile(file), FeeDecisionReader.ArmValues.NONE);
  }

  /**
   * Production's policy by its FillNet file, to compare a target with.
   *
   * @throws InputException for a file that cannot be read or does not load
   */
  public static Target champion(Path file) {
    return new Target(
        file.toString(), TargetPolicy.MODEL, PolicyReward.expectedBy(load(file).scorer()));
  }

  /** Greedy on the expected reward of each arm by a FillNet model. */
  public static Target ofModel(Scorer fillNet) {
    return new Target("model", TargetPolicy.MODEL, PolicyReward.expectedBy(fillNet));
  }

  private static Target ofModel(LoggedPolicy policy, Optional<Path> candidate) {
    if (policy != LoggedPolicy.FEE || candidate.isEmpty()) {
      throw new InputException(
          "--target model requires a candidate, and there is none",
          "name a FillNet file with --candidate, and --policy fee; no model here chooses sizes");
    }
    return ofModel(load(candidate.get()).scorer());
  }

  private static LoadedModel load(Path file) {
    try {
      return LoadedModel.load(ModelName.FILLNET, Files.readAllBytes(file));
    } catch (ModelFormatException e) {
      throw e.in(file.toString());
    } catch (IOException e) {
      throw new InputException(
          file + " cannot be read: " + e.getMessage(), "name a FillNet model file", e);
    }
  }

  /**
   * @throws InputException for a log that is missing or malformed
   */
  public Result ofLog(Path file) {
    PolicyLog log = PolicyLogFile.read(file);
    OffPolicyEvaluation evaluation = OffPolicyEvaluation.of(log, Optional.empty(), rules);
    return new Result(
        log,
        evaluation.refusals(),
        OpeReport.json("log", evaluation),
        OpeReport.lines(file.toString(), evaluation));
  }

  /**
   * @param champion production's policy, with which the target is compared too
   * @throws InputException for a database that is missing, or lacks a table
   */
  public Result ofPolicy(
      LoggedPolicy policy,
      LogFiles files,
      TimeWindow window,
      Target target,
      Optional<Target> champion) {
    return Database.read(files, database -> ofPolicy(policy, database, window, target, champion));
  }

  /** As the overload for files, with an open database. */
  public Result ofPolicy(
      LoggedPolicy policy,
      Database database,
      TimeWindow window,
      Target target,
      Optional<Target> champion) {
    DecisionEvaluation found =
        DecisionEvaluation.of(
            read(policy, database, window, target),
            policy,
            target.policy(),
            champion.map(
                own ->
                    new DecisionEvaluation.Champion(
                        read(policy, database, window, own), own.policy())),
            rules);
    ObjectNode json = OpeReport.json(policy.id(), found.evaluation());
    json.put("target", target.name());
    json.put("champion", champion.map(Target::name).orElse(null));
    ArrayNode arms = json.putArray("arms");
    for (ArmFrequencies.Arm arm : found.arms().arms()) {
      arms.addObject().put("expected", arm.expected()).put("taken", arm.taken()).put("z", arm.z());
    }
    json.putObject("coverage")
        .put("drawn", found.decisions())
        .put("with_outcome", found.withOutcome())
        .put("share", found.coverage())
        .put("without_probabilities", found.withoutProbabilities())
        .put("malformed", found.malformed());
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d decisions were drawn; the outcome of %d is known (%.1f %%); %d name no"
                + " probabilities, %d are malformed",
            found.decisions(),
            found.withOutcome(),
            100 * found.coverage(),
            found.withoutProbabilities(),
            found.malformed()));
    lines.add(
        "how often each arm was taken, of how often its probabilities expect: "
            + found.arms().arms().stream()
                .map(arm -> String.format(Locale.ROOT, "%d of %.1f", arm.taken(), arm.expected()))
                .collect(Collectors.joining(", ")));
    lines.addAll(OpeReport.lines(policy.id() + ", target " + target.name(), found.evaluation()));
    return new Result(found.log(), found.evaluation().refusals(), json, lines);
  }

  private static LoggedDecisions read(
      LoggedPolicy policy, Database database, TimeWindow window, Target target) {
    return switch (policy) {
      case FEE -> FeeDecisionReader.read(database, window, target.values());
      case SIZING -> SizingDecisionReader.read(database, window);
    };
  }
}

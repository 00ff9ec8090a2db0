package ratchet.promote.reload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ratchet.model.UsageException;

/**
 * The waves in which a fleet is reloaded. Each step gives how many runtimes have been asked when
 * its wave is done, as a number or as a share of the fleet: {@code 1,25%,100%} is one runtime, then
 * up to a quarter, then the rest. If the last step does not cover the fleet, one more wave has the
 * rest.
 *
 * @param steps at least one
 */
public record RolloutPlan(List<Step> steps) {
  private static final Pattern STEP = Pattern.compile("(\\d{1,6})(%?)");

  /**
   * The end of a wave.
   *
   * @param amount number of runtimes, or percent of the fleet
   * @param share whether {@code amount} is percent of the fleet
   */
  public record Step(int amount, boolean share) {
    int end(int fleet) {
      long end = share ? (fleet * (long) amount + 99) / 100 : amount;
      return (int) Math.min(end, fleet);
    }
  }

  public RolloutPlan {
    steps = List.copyOf(steps);
  }

  /** One wave: every runtime is asked, even if one fails. */
  public static RolloutPlan allAtOnce() {
    return parse("100%");
  }

  /** One runtime first, then all the others. */
  public static RolloutPlan canaryThenRest() {
    return parse("1,100%");
  }

  /**
   * Parses the value of {@code --wave}.
   *
   * @throws UsageException for anything but numbers and percentages (1 to 100) separated by commas,
   *     or steps that do not grow
   */
  public static RolloutPlan parse(String text) {
    List<Step> steps = Arrays.stream(text.split(",", -1)).map(word -> step(text, word)).toList();
    for (int i = 1; i < steps.size(); i++) {
      Step before = steps.get(i - 1);
      Step step = steps.get(i);
      if (before.share() == step.share() && step.amount() <= before.amount()) {
        throw invalid(text, "each step must be larger than the one before");
      }
      if (before.share() && !step.share()) {
        throw invalid(text, "numbers must come before percentages");
      }
    }
    return new RolloutPlan(steps);
  }

  private static Step step(String text, String word) {
    Matcher matcher = STEP.matcher(word.strip());
    if (!matcher.matches()) {
      throw invalid(text, "'" + word + "' is neither a number nor a percentage");
    }
    int amount = Integer.parseInt(matcher.group(1));
    boolean share = !matcher.group(2).isEmpty();
    if (amount < 1 || (share && amount > 100)) {
      throw invalid(text, "'" + word + "' is out of range");
    }
    return new Step(amount, share);
  }

  private static UsageException invalid(String text, String why) {
    return new UsageException("--wave " + text + ": " + why, "write it like 1,25%,100%");
  }

  /** The waves of a fleet; none is empty. */
  <T> List<List<T>> of(List<T> fleet) {
    List<List<T>> waves = new ArrayList<>();
    int start = 0;
    for (Step step : steps) {
      int end = Math.max(start, step.end(fleet.size()));
      if (end > start) {
        waves.add(fleet.subList(start, end));
      }
      start = end;
    }
    if (start < fleet.size()) {
      waves.add(fleet.subList(start, fleet.size()));
    }
    return waves;
  }
}

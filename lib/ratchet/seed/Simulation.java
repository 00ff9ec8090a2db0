package ratchet.seed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ratchet.data.sqlite.SeededRows;
import ratchet.features.Features;
import ratchet.features.Scorer;
import ratchet.model.ModelName;

/**
 * The services at work for the days of a plan: mints are launched, judged, scored, sized and
 * entered, and traded until what was drawn for each has been seen.
 *
 * <p>What a print must show is tried until an attempt is filled; each try is drawn from its own
 * context, so the fills stay honest. Between them, further attempts on whichever mints are alive
 * bring the number of attempts to exactly what is planned.
 */
final class Simulation {
  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();
  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  /** Share of mints that nobody trades any more within the hour. */
  private static final double ABANDONED = 0.04;

  /** What a print is for. */
  private enum Purpose {
    ENTRY,
    STOP,
    LEVEL,
    PULL,
    TRADE
  }

  private final SeedPlan plan;
  private final SeededRandom draws;
  private final GroundTruth truth;
  private final SeedTables tables;
  private final Timeline timeline;
  private final MintLog mints;
  private final ExecutionLog executions;
  private final Features rugGuard = Features.of(ModelName.RUGGUARD);
  private final Features survival = Features.of(ModelName.SURVIVAL);
  private final Features alpha = Features.of(ModelName.ALPHA);

  /** In the order of entry; null once it is no longer traded. */
  private final List<MintLife> entered = new ArrayList<>();

  private int firstAlive;
  private int firstYoung;
  private double solUsd = 150;

  Simulation(SeedPlan plan, GroundTruth truth, SeedTables tables) {
    this.plan = plan;
    this.truth = truth;
    this.tables = tables;
    draws = new SeededRandom(plan.seed());
    timeline = new Timeline(plan.endMs());
    mints = new MintLog(truth, draws, tables);
    executions = new ExecutionLog(truth, draws, tables, plan.seed());
  }

  void run() {
    launch(0);
    price(plan.startMs());
    keepPace(1);
    timeline.log(plan.endMs() - MINUTE_MS, this::catchUp);
    timeline.run();
  }

  private void launch(int index) {
    if (index == plan.mints()) {
      return;
    }
    double spacing = (double) (plan.endMs() - plan.startMs()) / plan.mints();
    long ms = plan.startMs() + (long) (spacing * (index + draws.unit()));
    timeline.log(
        ms,
        () -> {
          live(new MintLife(SeededRows.MINT_PREFIX + draws.base58(39), ms, draws));
          launch(index + 1);
        });
  }

  private void live(MintLife life) {
    long ms = life.launchMs;
    mints.launch(life, Math.min(plan.endMs(), ms + HOUR_MS / 2));
    timeline.log(ms + draws.whole(400, 1500), () -> mints.verdict(life, timeline.nowMs()));
    timeline.log(ms + draws.whole(1600, 3000), () -> mints.score(life, timeline.nowMs()));
    long sized = ms + draws.whole(3100, 5000);
    timeline.log(sized, () -> mints.size(life, timeline.nowMs()));
    if (draws.chance(0.25)) {
      // looked at again before it is bought
      sized += draws.whole(20_000, 90_000);
      long again = sized;
      timeline.log(again - 500, () -> scoreLater(life));
      timeline.log(again, () -> mints.size(life, again));
    }
    attemptAt(sized + draws.whole(300, 2000), life, Purpose.ENTRY);
  }

  private void scoreLater(MintLife life) {
    life.candidate = life.candidate.later(life.ageSeconds(timeline.nowMs()), draws);
    mints.score(life, timeline.nowMs());
  }

  private void price(long ms) {
    timeline.log(
        ms,
        () -> {
          tables.add("prices", ms, "SOL", SeededRandom.rounded(solUsd, 4));
          solUsd *= StrictMath.exp(0.002 * draws.normal());
          price(ms + 10 * MINUTE_MS);
        });
  }

  /** Adds attempts where the mints themselves made fewer than the plan asks for by now. */
  private void keepPace(long slot) {
    double spacing = (double) (plan.endMs() - plan.startMs()) / plan.attempts();
    long ms = plan.startMs() + (long) (spacing * slot);
    timeline.log(
        ms,
        () -> {
          long behind = slot - executions.attempts();
          for (int i = 0; i < Math.min(behind, 3); i++) {
            trade(timeline.nowMs() + draws.whole(0, (long) spacing));
          }
          keepPace(slot + 1);
        });
  }

  private void catchUp() {
    long missing = plan.attempts() - executions.attempts();
    long last = plan.endMs() - 2_000;
    // a few more than are missing: what comes on top of the plan is not executed
    for (long i = 0; i < missing + missing / 10 + 5; i++) {
      trade(draws.whole(timeline.nowMs(), last));
    }
  }

  private void trade(long ms) {
    long now = timeline.nowMs();
    while (firstAlive < entered.size() && now - entered.get(firstAlive).entryMs > 2 * DAY_MS) {
      entered.set(firstAlive, null);
      firstAlive++;
    }
    firstYoung = Math.max(firstYoung, firstAlive);
    while (firstYoung < entered.size() && now - entered.get(firstYoung).entryMs > HOUR_MS) {
      firstYoung++;
    }
    boolean young = firstYoung < entered.size() && draws.chance(0.6);
    int from = young ? firstYoung : firstAlive;
    if (from < entered.size()) {
      MintLife life = entered.get((int) draws.whole(from, entered.size() - 1));
      attemptAt(ms, life, Purpose.TRADE);
    }
  }

  private void attemptAt(long ms, MintLife life, Purpose purpose) {
    timeline.log(
        ms,
        () -> {
          if (executions.attempts() < plan.attempts() && ms <= life.lastTradeMs) {
            ExecutionLog.Order order = executions.prepare(life, ms);
            executeAt(ms + draws.whole(20, 600), life, order, purpose);
          }
        });
  }

  private void executeAt(long ms, MintLife life, ExecutionLog.Order order, Purpose purpose) {
    timeline.at(
        ms,
        Timeline.Turn.EXECUTE,
        () -> {
          if (executions.attempts() >= plan.attempts()) {
            return;
          }
          if (ms <= life.lastAttemptMs) {
            // one attempt per mint and millisecond: the simulator's key asks for it
            executeAt(life.lastAttemptMs + 1, life, order, purpose);
            return;
          }
          life.lastAttemptMs = ms;
          execute(ms, life, order, purpose);
        });
  }

  private void execute(long ms, MintLife life, ExecutionLog.Order order, Purpose purpose) {
    ExecutionLog.Result result = executions.execute(order);
    double price = result.isFilled() ? fillPrice(ms, life, purpose) : 0;
    executions.log(life, order, result, price, ms);
    if (!result.isFilled()) {
      if (purpose != Purpose.TRADE) {
        attemptAt(ms + draws.whole(300, 1200), life, purpose);
      }
      return;
    }
    life.print(price);
    if (purpose == Purpose.ENTRY) {
      life.entrySlipGapBps = result.slippageBps() - order.slippageBps();
      enter(life, ms);
    }
    if (purpose == Purpose.STOP && !life.isClosed) {
      mints.close(life, ms);
    }
  }

  private double fillPrice(long ms, MintLife life, Purpose purpose) {
    switch (purpose) {
      case ENTRY:
        return life.launchPrice;
      case STOP:
        return life.peakPrice * (1 - draws.uniform(0.015, 0.05));
      case PULL:
        life.plan.pull();
        break;
      case LEVEL, TRADE:
        break;
    }
    return life.plan.price(ms - life.entryMs, draws);
  }

  /** Draws what will become of the mint, and plans the prints that show it. */
  private void enter(MintLife life, long ms) {
    life.entryMs = ms;
    life.entryPrice = life.launchPrice;
    life.peakPrice = life.launchPrice;
    life.lowestPrice = life.launchPrice;
    double[] scored = alpha.vector(life.scoredInputs());
    boolean pays10m = draws.chance(Scorer.sigmoid(GroundTruth.dot(truth.payoff10m, scored)));
    boolean pays60m = draws.chance(Scorer.sigmoid(GroundTruth.dot(truth.payoff60m, scored)));
    boolean isPulled =
        draws.chance(Scorer.sigmoid(GroundTruth.dot(truth.rug, rugGuard.vector(life.rugInputs()))));
    int stopMinute = stopMinute(survival.vector(life.entryInputs()));
    long tradedMinutes = draws.chance(ABANDONED) ? draws.whole(20, 59) : Long.MAX_VALUE / MINUTE_MS;
    long tradedMs = tradedMinutes * MINUTE_MS;
    life.plan = new PricePlan(life.entryPrice, pays10m, pays60m, tradedMs, draws);
    entered.add(life);

    if (stopMinute < Math.min(truth.hazardBaseline.length, tradedMinutes)) {
      long first = ms + stopMinute * MINUTE_MS + 1;
      attemptAt(first + draws.whole(0, 42_000), life, Purpose.STOP);
    }
    if (pays10m) {
      attemptAt(ms + draws.whole(life.plan.reached10mMs(), 560_000), life, Purpose.LEVEL);
    }
    if (pays60m) {
      long last = Math.min(HOUR_MS, tradedMs) - MINUTE_MS;
      attemptAt(ms + draws.whole(life.plan.reached60mMs(), last), life, Purpose.LEVEL);
    }
    if (tradedMs < HOUR_MS) {
      // the last print ends what is known of the position
      life.lastTradeMs = ms + tradedMs + MINUTE_MS / 2;
      attemptAt(ms + tradedMs, life, Purpose.LEVEL);
    } else if (isPulled) {
      attemptAt(ms + draws.whole(HOUR_MS + 5 * MINUTE_MS, 22 * HOUR_MS), life, Purpose.PULL);
    } else {
      attemptAt(ms + DAY_MS + draws.whole(MINUTE_MS, 12 * HOUR_MS), life, Purpose.LEVEL);
    }
    follow(life, ms, Math.min(HOUR_MS, tradedMs));
  }

  private void follow(MintLife life, long entryMs, long openMs) {
    timeline.log(entryMs + 5 * MINUTE_MS, () -> scoreLater(life));
    timeline.log(entryMs + HOUR_MS / 2, () -> scoreLater(life));
    for (long after = MINUTE_MS; after < openMs; after += 3 * MINUTE_MS) {
      timeline.log(
          entryMs + after,
          () -> {
            if (!life.isClosed) {
              mints.hazard(life, timeline.nowMs());
            }
          });
    }
    timeline.log(
        entryMs + openMs,
        () -> {
          if (!life.isClosed) {
            mints.close(life, timeline.nowMs());
          }
        });
  }

  /** Minute of the first stop, or the number of minutes when there is none. */
  private int stopMinute(double[] covariates) {
    double fixed = GroundTruth.dot(truth.hazard, covariates);
    int minute = 0;
    while (minute < truth.hazardBaseline.length
        && !draws.chance(Scorer.sigmoid(truth.hazardBaseline[minute] + fixed))) {
      minute++;
    }
    return minute;
  }
}

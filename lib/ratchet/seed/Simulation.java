package ratchet.seed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ratchet.data.sqlite.SeededRows;
import ratchet.features.Features;
import ratchet.features.Scorer;
import ratchet.model.ModelName;

/**
 * Simulates the services for the days of a plan: mints are launched, checked, scored, sized and
 * entered, and traded until the outcomes that were drawn for each have been logged.
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

  /** Mints that are launched, and attempts that are made, within seconds of each other. */
  private static final int LAUNCHES = 4;

  private static final int TRADES = 6;

  private static final long BURST_MS = 2_500;

  /** No order is sent so late that the log may end before it is known what became of it. */
  private static final long LONGEST_ORDER_MS = 12_000;

  /** What a print is for, and how often it is sent before shadow mode prints it. */
  private enum Purpose {
    ENTRY(3),
    STOP(1),
    LEVEL(1),
    PULL(1),
    TRADE(1);

    private final int tries;

    Purpose(int tries) {
      this.tries = tries;
    }

    /** Share that is sent at all. */
    private double live() {
      return this == ENTRY ? 0.8 : 0.55;
    }
  }

  private final SeedPlan plan;
  private final SeededRandom draws;
  private final GroundTruth truth;
  private final SeedTables tables;
  private final EventQueue timeline;
  private final MintLog mints;
  private final SizingLog sizings;
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
    timeline = new EventQueue(plan.endMs());
    mints = new MintLog(truth, draws, tables);
    sizings = new SizingLog(truth, draws, tables);
    executions = new ExecutionLog(truth, draws, tables);
  }

  void run() {
    launch(0);
    price(plan.startMs());
    keepPace(1);
    timeline.log(plan.endMs() - MINUTE_MS, this::catchUp);
    timeline.run();
  }

  /** Mints come in bursts, as launches do, so that attempts of several are under way at once. */
  private void launch(int index) {
    if (index >= plan.mints()) {
      return;
    }
    int burst = Math.min(LAUNCHES, plan.mints() - index);
    double spacing = (double) (plan.endMs() - plan.startMs()) / plan.mints();
    long ms = plan.startMs() + (long) (spacing * (index + burst * draws.unit()));
    timeline.log(
        ms,
        () -> {
          for (int i = 0; i < burst; i++) {
            long launchMs = ms + draws.whole(0, BURST_MS);
            live(new MintLife(SeededRows.MINT_PREFIX + draws.base58(39), launchMs, draws));
          }
          launch(index + burst);
        });
  }

  private void live(MintLife life) {
    long ms = life.launchMs;
    timeline.log(ms, () -> mints.launch(life, Math.min(plan.endMs(), ms + HOUR_MS / 2)));
    timeline.log(ms + draws.whole(400, 1500), () -> mints.verdict(life, timeline.nowMs()));
    timeline.log(ms + draws.whole(1600, 3000), () -> mints.score(life, timeline.nowMs()));
    long sized = ms + draws.whole(3100, 5000);
    timeline.log(sized, () -> sizings.size(life, solUsd, timeline.nowMs()));
    if (draws.chance(0.2)) {
      // looked at again before it is bought
      sized += draws.whole(20_000, 90_000);
      long again = sized;
      timeline.log(again - 500, () -> scoreLater(life));
      timeline.log(again, () -> sizings.size(life, solUsd, again));
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
          solUsd = SeededRandom.rounded(solUsd * StrictMath.exp(0.005 * draws.normal()), 4);
          tables.add("prices", ms, "SOL", solUsd);
          price(ms + HOUR_MS);
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
          if (behind >= TRADES) {
            String route = RouteAvailability.any(draws);
            for (int i = 0; i < TRADES; i++) {
              trade(timeline.nowMs() + draws.whole(0, BURST_MS), route);
            }
          }
          keepPace(slot + 1);
        });
  }

  private void catchUp() {
    long missing = plan.attempts() - executions.attempts();
    long last = plan.endMs() - LONGEST_ORDER_MS;
    // a few more than are missing: what comes on top of the plan is not executed
    for (long i = 0; i < missing + missing / 10 + 5; i++) {
      trade(draws.whole(timeline.nowMs(), last), RouteAvailability.any(draws));
    }
  }

  private void trade(long ms, String route) {
    long now = timeline.nowMs();
    while (firstAlive < entered.size() && now - entered.get(firstAlive).entryMs > 2 * DAY_MS) {
      entered.set(firstAlive, null);
      firstAlive++;
    }
    firstYoung = Math.max(firstYoung, firstAlive);
    while (firstYoung < entered.size() && now - entered.get(firstYoung).entryMs > HOUR_MS) {
      firstYoung++;
    }
    boolean young = firstYoung < entered.size() && draws.chance(0.75);
    int from = young ? firstYoung : firstAlive;
    if (from < entered.size()) {
      MintLife life = entered.get((int) draws.whole(from, entered.size() - 1));
      attemptAt(ms, life, Purpose.TRADE, route);
    }
  }

  private void attemptAt(long ms, MintLife life, Purpose purpose) {
    attemptAt(ms, life, purpose, RouteAvailability.any(draws));
  }

  /** Live, or in shadow mode, as it is drawn. */
  private void attemptAt(long ms, MintLife life, Purpose purpose, String route) {
    attemptAt(ms, life, purpose, route, draws.chance(purpose.live()) ? purpose.tries : 0);
  }

  /**
   * @param route not used where there are no tries
   * @param tries how often it is sent before shadow mode prints what must be seen
   */
  private void attemptAt(long ms, MintLife life, Purpose purpose, String route, int tries) {
    timeline.log(
        ms,
        () -> {
          if (executions.attempts() >= plan.attempts() || ms > life.lastTradeMs) {
            return;
          }
          if (tries == 0 || ms > plan.endMs() - LONGEST_ORDER_MS) {
            shadow(ms, life, purpose);
            return;
          }
          boolean isSell = life.isEntered() && (purpose == Purpose.STOP || isSold(life, ms));
          executions
              .decide(life, isSell, route, ms)
              .ifPresentOrElse(
                  order -> knownAt(order.knownMs(), order, purpose, tries - 1),
                  () -> wait(life, purpose, route, tries));
        });
  }

  /** A position is added to within its first hour, and otherwise sold. */
  private boolean isSold(MintLife life, long ms) {
    return ms - life.entryMs > HOUR_MS || draws.chance(0.5);
  }

  /** No route takes an order: what must be seen is sent later, what need not is not sent. */
  private void wait(MintLife life, Purpose purpose, String route, int tries) {
    if (purpose == Purpose.TRADE) {
      shadow(timeline.nowMs(), life, purpose);
    } else {
      attemptAt(executions.nextOpenMs(), life, purpose, route, tries);
    }
  }

  private void shadow(long ms, MintLife life, Purpose purpose) {
    timeline.at(
        ms,
        EventQueue.Turn.EXECUTE,
        () -> {
          if (executions.attempts() >= plan.attempts()) {
            return;
          }
          if (ms <= life.lastPrintMs) {
            // one print per mint and millisecond: the key of the table asks for it
            shadow(life.lastPrintMs + 1, life, purpose);
            return;
          }
          double price = fillPrice(ms, life, purpose);
          executions.shadow(life, price, ms);
          print(life, purpose, price, ms);
        });
  }

  private void knownAt(long ms, ExecutionLog.Order order, Purpose purpose, int triesLeft) {
    timeline.at(
        ms,
        EventQueue.Turn.EXECUTE,
        () -> {
          if (order.isFilled()) {
            land(ms, order, purpose);
            return;
          }
          executions.failed(order, ms);
          if (purpose != Purpose.TRADE) {
            long again = ms + draws.whole(300, 1200);
            attemptAt(again, order.life(), purpose, order.route(), triesLeft);
          }
        });
  }

  private void land(long ms, ExecutionLog.Order order, Purpose purpose) {
    MintLife life = order.life();
    if (ms <= life.lastPrintMs) {
      knownAt(life.lastPrintMs + 1, order, purpose, 0);
      return;
    }
    double price = fillPrice(ms, life, purpose);
    executions.landed(order, price, ms);
    print(life, purpose, price, ms);
  }

  private void print(MintLife life, Purpose purpose, double price, long ms) {
    life.print(price, ms);
    if (purpose == Purpose.ENTRY) {
      enter(life, ms);
    }
    if (purpose == Purpose.STOP && !life.isClosed) {
      mints.close(life, solUsd, ms);
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
    if (tradedMs >= HOUR_MS) {
      // what was bought late in the hour is priced after it
      attemptAt(ms + HOUR_MS + draws.whole(1, 15) * MINUTE_MS, life, Purpose.TRADE, null, 0);
      attemptAt(ms + HOUR_MS + draws.whole(16, 45) * MINUTE_MS, life, Purpose.TRADE, null, 0);
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
            mints.close(life, solUsd, timeline.nowMs());
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

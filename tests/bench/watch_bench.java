///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../../lib/Ratchet.java
//SOURCES ../ratchet/gate/GateCandidates.java
//DESCRIPTION What one look of a watch at many outcomes costs: core seconds, and the memory it needs.

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.OutputOptions;
import ratchet.data.log.AttemptFacts;
import ratchet.data.training.FilesRead;
import ratchet.data.training.TrainingRowSink;
import ratchet.data.training.TrainingSummary;
import ratchet.features.Features;
import ratchet.features.LoadedModel;
import ratchet.gate.GateCandidates;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;
import ratchet.watch.Watch;
import ratchet.watch.WatchResult;

@Command(
    name = "watch_bench",
    description = {
      "Looks once, in a fresh process, at so many outcomes of RugGuard, each of a mint of its own:",
      "the most units there can be. Reading the log is not part of it. Exit 3 above 3 core seconds."
    })
final class WatchBench implements Callable<ExitCode> {
  private static final Instant PROMOTED = Instant.parse("2026-03-01T12:00:00Z");
  private static final byte[] FORMER = version(0.3);
  private static final byte[] LIVE = version(0.301);
  private static final double GOAL_SECONDS = 3;

  @Mixin private OutputOptions output;

  @Option(
      names = "--outcomes",
      defaultValue = "1000000",
      description = "Default: ${DEFAULT-VALUE}.")
  private int outcomes;

  public static void main(String... args) {
    System.exit(Cli.execute(new WatchBench(), args));
  }

  private static byte[] version(double weight) {
    return GateCandidates.good(ModelName.RUGGUARD, PROMOTED.minus(Duration.ofDays(1)))
        .weight(weight)
        .bytes();
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Watch watch = new Watch(0.05, OptionalDouble.empty(), Duration.ofDays(3650), Optional.empty());
    long before = system.getProcessCpuTime();
    WatchResult result =
        watch.look(
            ModelName.RUGGUARD,
            List.of(promoted(null, FORMER), promoted(FORMER, LIVE)),
            new Generated(),
            PROMOTED.plus(Duration.ofDays(3000)));
    double seconds = (system.getProcessCpuTime() - before) / 1e9;
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    console.result(
        String.format(
            Locale.ROOT,
            "%,d outcomes: %.2f core seconds, heap at most %d MB; %s",
            outcomes,
            seconds,
            peak >> 20,
            result.line()));
    return seconds <= GOAL_SECONDS ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private static LedgerEvent promoted(byte[] from, byte[] to) {
    return LedgerEvent.of(
        PROMOTED,
        LedgerEvent.Kind.PROMOTED,
        ModelName.RUGGUARD,
        from == null ? null : Digest.of(from),
        Digest.of(to),
        "better",
        new LedgerAuthor("bench", "bench", "promote"));
  }

  /** Rows that are drawn as they are asked for. */
  private final class Generated implements Watch.Source {
    @Override
    public byte[] version(ModelName model, String sha256) {
      return Digest.of(LIVE).equals(sha256) ? LIVE : FORMER;
    }

    @Override
    public TrainingSummary rows(ModelName model, LoadedModel live, TrainingRowSink sink) {
      SplittableRandom random = new SplittableRandom(1);
      double[] features = new double[Features.of(model).names().size()];
      double[] labels = new double[1];
      for (int row = 0; row < outcomes; row++) {
        for (int j = 0; j < features.length; j++) {
          features[j] = random.nextDouble();
        }
        labels[0] = random.nextDouble() < 0.7 ? 1 : 0;
        byte[] mint = ("mint" + row).getBytes(StandardCharsets.UTF_8);
        long at = PROMOTED.plusMillis(86L * row).toEpochMilli();
        sink.add(at, at + 60_000, mint, mint, labels, new double[0], features);
      }
      return new TrainingSummary(
          model,
          List.of("label_rug"),
          List.of(),
          Features.of(model).names(),
          Map.of("rows", (long) outcomes),
          PROMOTED,
          PROMOTED.plusMillis(86L * outcomes),
          new TrainingSummary.ReadFacts(0, List.of(), AttemptFacts.NONE, FilesRead.NONE));
    }
  }
}

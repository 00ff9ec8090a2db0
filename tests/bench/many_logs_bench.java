///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../../lib/Ratchet.java
//DESCRIPTION Read the attempts of many files as one training set: core time, and the memory that is needed beside the columns.

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingSet;
import ratchet.logs.LogFiles;
import ratchet.model.ModelName;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;

/**
 * Arguments: a folder for the files, then attempts in all, then numbers of files, e.g. {@code
 * /tmp/logs 1000000 1 5 20}. Files that are there are used again. Each reading is a process of its
 * own, whose heap has room for the columns, 40 bytes for each row, and 64 MiB: that it ends well is
 * what is measured of the memory.
 */
final class ManyLogsBench {
  private static final int RUNS = 3;
  private static final long BASE_BYTES = 64L << 20;
  private static final int BESIDE_BYTES = 40;

  /** Three labels, eight features, two times, a mint, and a key with where it ends. */
  private static final int COLUMN_BYTES = (3 + 8 + 2) * 8 + 4 + 60 + 4;

  private ManyLogsBench() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("read")) {
      read(List.of(args).subList(1, args.length));
      return;
    }
    long attempts = Long.parseLong(args[1]);
    for (int i = 2; i < args.length; i++) {
      int files = Integer.parseInt(args[i]);
      System.out.printf("%,d attempts in %d files:%n", attempts, files);
      List<String> named = generate(Path.of(args[0]), attempts, files);
      for (int run = 0; run < RUNS; run++) {
        child(attempts, named);
      }
    }
  }

  private static List<String> generate(Path folder, long attempts, int files) throws Exception {
    Files.createDirectories(folder);
    List<String> named = new ArrayList<>();
    for (int file = 0; file < files; file++) {
      Path path = folder.resolve("bot-" + attempts + "-" + files + "-" + file + ".db");
      named.add(path.toString());
      if (Files.notExists(path)) {
        Instant end = Instant.parse("2026-02-01T00:00:00Z");
        try (Database database = Database.openReadWrite(path)) {
          SeedPlan plan = new SeedPlan(42 + file, 60, 6_000 / files, attempts / files, end);
          Seeder.seed(database, plan, false);
        }
      }
    }
    return named;
  }

  private static void child(long attempts, List<String> files) throws Exception {
    long heap = BASE_BYTES + attempts * (COLUMN_BYTES + BESIDE_BYTES);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-Xmn8m",
                "-cp",
                System.getProperty("java.class.path"),
                ManyLogsBench.class.getName(),
                "read"));
    command.addAll(files);
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      System.out.printf("  ended with %d in a heap of %,d MiB%n", exit, heap >> 20);
    }
  }

  private static void read(List<String> files) {
    long started = System.nanoTime();
    TrainingSet set =
        Database.read(
            LogFiles.of(files.stream().map(Path::of).toList(), false, System.err::println),
            database -> TrainingReader.read(database, ModelName.FILLNET, ReadOptions.DEFAULT));
    double seconds = (System.nanoTime() - started) / 1e9;
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    System.out.printf(
        "  %,d rows, %.1f s of core time, %.1f s, in a heap of %,d MiB%n",
        set.size(),
        system.getProcessCpuTime() / 1e9,
        seconds,
        Runtime.getRuntime().maxMemory() >> 20);
  }
}

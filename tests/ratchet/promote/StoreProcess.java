package ratchet.promote;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import ratchet.model.ModelName;
import ratchet.process.JavaProcess;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.Reloader;
import ratchet.promote.rollback.RollbackRun;
import ratchet.store.AliasStore;
import ratchet.store.FileOperations;
import ratchet.store.HaltingFileOperations;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;
import ratchet.store.LocalFileOperations;
import ratchet.store.ModelPaths;
import ratchet.store.PausingFileOperations;
import ratchet.store.PromotionSettings;
import ratchet.store.StoredVersions;
import ratchet.watch.CommandLoop;

/** A process of its own that works on a models folder, to be killed. */
public final class StoreProcess {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final LedgerAuthor AUTHOR = LedgerAuthor.of("child");

  private final ModelPaths paths;

  private StoreProcess(Path folder) {
    this.paths = ModelPaths.of(folder);
  }

  public static JavaProcess start(String task, Path folder, String... arguments)
      throws IOException {
    return JavaProcess.start(command(task, folder, arguments));
  }

  static List<String> command(String task, Path folder, String... arguments) {
    List<String> words = new ArrayList<>(List.of(task, folder.toString()));
    words.addAll(List.of(arguments));
    return JavaProcess.command(StoreProcess.class.getName(), words);
  }

  public static void main(String[] arguments) throws InterruptedException {
    endWithParent();
    StoreProcess task = new StoreProcess(Path.of(arguments[1]));
    switch (arguments[0]) {
      case "hold" -> task.hold();
      case "many" -> task.many(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
      case "halt" -> task.halt(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
      case "forever" -> task.forever();
      case "together" ->
          task.together(ReloadReply.Outcome.valueOf(arguments[2]), Integer.parseInt(arguments[3]));
      case "commands" -> CommandLoop.run(task.paths, StoreProcess::ready);
      case "rollback" -> task.rollback(Integer.parseInt(arguments[2]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Whoever started this process holds its input open; without them it has no purpose. */
  private static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  Thread.onSpinWait();
                }
              } catch (IOException e) {
                System.err.println(e);
              }
              Runtime.getRuntime().halt(1);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private AliasStore open(FileOperations operations) {
    return StoredVersions.open(paths, PATIENCE, Clock.systemUTC(), AUTHOR, operations);
  }

  private void hold() throws InterruptedException {
    try (AliasStore store = open(new LocalFileOperations())) {
      ready();
      Thread.sleep(PATIENCE.toMillis());
      store.ledger();
    }
  }

  /** Promotes versions, taking and giving the lock for each. */
  private void many(int first, int count) {
    for (int number = first; number < first + count; number++) {
      try (AliasStore store = open(new LocalFileOperations())) {
        promote(store, number);
      }
    }
  }

  /** Promotes one version, and ends at the given step as if the power had failed. */
  private void halt(int step, int number) {
    HaltingFileOperations operations = new HaltingFileOperations(step);
    try (AliasStore store = open(operations)) {
      promote(store, number);
    }
    System.out.println("steps " + operations.steps());
  }

  private void forever() {
    try (AliasStore store = open(new LocalFileOperations())) {
      ready();
      for (int number = 0; ; number = 1 - number) {
        promote(store, number);
      }
    }
  }

  /** Promotes two models all or none, and stands still after so many renames of an alias. */
  private void together(ReloadReply.Outcome answer, int rename) {
    PromotionFixture bed = new PromotionFixture(paths.directory());
    bed.answer = answer;
    TwoModels.commit(bed, new PausingFileOperations(paths, rename));
  }

  /** Goes back one version; no runtime confirms it, and at the nth request all stands still. */
  private void rollback(int request) {
    PromotionFixture bed = new PromotionFixture(paths.directory());
    bed.answer = ReloadReply.Outcome.FAILED;
    AtomicInteger asked = new AtomicInteger();
    Reloader reloader =
        (model, urls, expected) -> {
          if (asked.incrementAndGet() == request) {
            PausingFileOperations.pause();
          }
          return urls.stream().map(url -> bed.reply(url, expected)).toList();
        };
    new RollbackRun(
            PromotionSettings.of(paths, bed.urls, LedgerAuthor.of("rollback fillnet")),
            reloader,
            Clock.systemUTC(),
            bed)
        .run(ModelName.FILLNET, Optional.empty());
  }

  private static void promote(AliasStore store, int number) {
    String before = store.liveSha256(ModelName.FILLNET).orElse(null);
    store.replace(ModelName.FILLNET, StoredVersions.version(number));
    store
        .ledger()
        .append(
            LedgerEvent.of(
                Clock.systemUTC().instant(),
                LedgerEvent.Kind.PROMOTED,
                ModelName.FILLNET,
                before,
                StoredVersions.sha256(number),
                "test",
                AUTHOR));
  }

  private static void ready() {
    System.out.println("ready");
    System.out.flush();
  }
}

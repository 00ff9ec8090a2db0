package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static ratchet.store.StoredVersions.promote;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import ratchet.process.JavaProcess;
import ratchet.store.AliasStore;
import ratchet.store.ModelPaths;

/** What the system really is asked to do, in which order. */
@Timeout(120)
class AliasStoreTraceTest {
  private static final Path STRACE = Path.of("/usr/bin/strace");

  @TempDir Path folder;

  @Test
  void writesSyncsRenamesAndSyncsTheFolderBeforeTheLedger() throws Exception {
    assumeTrue(Files.isExecutable(STRACE), "strace is not here");
    promote(ModelPaths.of(folder), 1);
    Path trace = Files.createTempFile("trace", ".txt");
    List<String> tracer = new ArrayList<>(List.of(STRACE.toString(), "-f", "-y"));
    tracer.addAll(List.of("-o", trace.toString()));
    tracer.addAll(List.of("-e", "trace=write,pwrite64,fsync,fdatasync,rename,renameat,renameat2"));
    tracer.addAll(StoreProcess.command("many", folder, "2", "1"));
    try (JavaProcess process = JavaProcess.start(tracer)) {
      int exit = process.exit();
      assumeTrue(!process.errors().contains("ptrace"), "tracing is not allowed here");
      assertThat(exit).as(process.errors()).isZero();
    }
    List<String> calls =
        Files.readAllLines(trace).stream()
            .filter(line -> line.contains(folder.toString()))
            .toList();
    Files.delete(trace);
    Path real = folder.toRealPath();
    String temporary = real + "/.fillnet.json" + AliasStore.TEMPORARY_SUFFIX;
    assertInOrder(
        calls,
        call -> call.contains("write") && call.contains("<" + temporary + ">"),
        call -> call.contains("sync(") && call.contains("<" + temporary + ">"),
        call -> call.contains("rename") && call.contains("/history/fillnet/"),
        call -> call.contains("sync(") && call.contains("/history/fillnet>"),
        call -> call.contains("rename") && call.contains(temporary),
        call -> call.contains("sync(") && call.contains("<" + real + ">"),
        call -> call.contains("write") && call.contains("/ledger.jsonl>"),
        call -> call.contains("sync(") && call.contains("/ledger.jsonl>"));
  }

  @SafeVarargs
  private static void assertInOrder(List<String> calls, Predicate<String>... steps) {
    List<String> rest = new ArrayList<>(calls);
    for (int step = 0; step < steps.length; step++) {
      while (!rest.isEmpty() && !steps[step].test(rest.get(0))) {
        rest.remove(0);
      }
      assertThat(rest).as("step " + step + " comes after the one before, in " + calls).isNotEmpty();
      rest.remove(0);
    }
  }
}

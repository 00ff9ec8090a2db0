package ratchet.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nobody runs the benchmarks every day, so that nobody else would see that one no longer builds.
 */
class BenchTest {
  @TempDir private Path folder;

  @Test
  void theBenchmarksCompile() throws IOException {
    List<Path> sources =
        Sources.javaFilesBelow("tests/bench").stream()
            .map(Sources.root().resolve("tests/bench")::resolve)
            .toList();
    assertThat(sources).hasSizeGreaterThan(5);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> faults = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder.toString());
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(faults, Locale.ROOT, null)) {
      boolean compiled =
          compiler
              .getTask(
                  null, files, faults, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).describedAs("%s", faults.getDiagnostics()).isTrue();
    }
  }
}

package ratchet.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern SOURCES = Pattern.compile("(?m)^//SOURCES (\\S+)");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

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

  /** JBang compiles what a benchmark lists, and nothing else of the tests. */
  @Test
  void eachBenchmarkListsTheTestClassesThatItNeeds() throws IOException {
    Path tests = Sources.root().resolve("tests");
    Map<Path, String> texts = new TreeMap<>();
    for (Path name : Sources.javaFilesBelow("tests/ratchet")) {
      Path file = tests.resolve("ratchet").resolve(name);
      texts.put(file, Files.readString(file));
    }
    for (Path name : Sources.javaFilesBelow("tests/bench")) {
      Path bench = tests.resolve("bench").resolve(name);
      String text = Files.readString(bench);
      Set<Path> listed = new TreeSet<>();
      SOURCES
          .matcher(text)
          .results()
          .map(line -> bench.resolveSibling(line.group(1)).normalize())
          .filter(texts::containsKey)
          .forEach(listed::add);
      Set<Path> needed = new TreeSet<>(uses(text, texts.keySet()));
      listed.forEach(file -> needed.addAll(uses(texts.get(file), texts.keySet())));
      if (!text.startsWith("///usr/bin/env jbang")) {
        continue; // run from the class path of the tests
      }
      assertThat(listed).as("%s", name).containsAll(needed);
    }
  }

  /** The files whose class is imported, or named by a file of the same package. */
  private static List<Path> uses(String text, Set<Path> files) {
    Matcher declared = PACKAGE.matcher(text);
    String own = declared.find() ? declared.group(1) : "";
    return files.stream()
        .filter(
            file -> {
              String name = file.getFileName().toString().replace(".java", "");
              Path folder = Sources.root().resolve("tests").relativize(file).getParent();
              String room = folder.toString().replace(File.separatorChar, '.');
              String word = room.equals(own) ? name : room + "." + name;
              return Pattern.compile("\\b" + Pattern.quote(word) + "\\b").matcher(text).find();
            })
        .toList();
  }
}

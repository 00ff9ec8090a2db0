///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:5.14.4
//DEPS org.junit.platform:junit-platform-launcher:1.14.4
//DEPS org.assertj:assertj-core:3.27.7
//DEPS net.jqwik:jqwik:1.9.3
//SOURCES ../lib/Ratchet.java
//SOURCES ../scripts/[!t]*.java
//SOURCES ../scripts/train_[!o]*.java
//SOURCES ../launcher/*.java
//SOURCES launcher/*.java
//SOURCES ratchet/TestListener.java
//SOURCES ratchet/*/*.java
//SOURCES ratchet/*/*/*.java
//SOURCES ops/*.java
//SOURCES scripts/*.java
//MAIN AllTests
//DESCRIPTION Run the test suite, or the test classes whose names match.

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.platform.engine.Filter;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import ratchet.TestListener;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.OutputOptions;
import ratchet.model.WorkerThreads;

@Command(
    name = "test",
    description = {
      "Runs the test suite and closes with the line 'N passed, N failed, N skipped'.",
      "Exit 1 when a test failed or none ran."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./jbangw test                   everything",
      "  ./jbangw test ModelReaderTest   one class",
      "  ./jbangw test 'LedgerTest#refuses*'   some of its methods",
      "  ./jbangw test 'ratchet.gate.*'  one room"
    })
final class AllTests implements Callable<ExitCode> {
  private static final List<String> QUIET_LIBRARIES =
      List.of(
          "net.jqwik",
          "okhttp3",
          "org.sqlite",
          "com.sun.net.httpserver",
          "org.jline",
          "org.junit.jupiter.engine.extension");

  /** The silenced loggers of libraries; held here, because a collected logger loses its level. */
  private static final List<Logger> QUIETED = new ArrayList<>();

  /**
   * Patterns of the parts that run in parallel, the longest first. All other classes form the last
   * part. Tests of commands have no package.
   */
  private static final List<String> PARTS =
      List.of(
          "[Q-Z][^.]*",
          "ratchet[.](backtest|data|evaluation|features|gate|health|ope|seed|statistics|train)[.].*",
          "ratchet[.]layout[.].*",
          "[A-P][^.]*",
          "ratchet[.](promote|store|watch)[.].*",
          "ratchet[.](browser|runtime)[.].*");

  private static final int SIDE_BY_SIDE = 3;

  private static final String ALONE = "ratchet[.]runtime[.]ReloadMemoryTest";

  @Mixin private OutputOptions output;

  @Parameters(
      paramLabel = "NAME",
      description =
          "Class names, with or without package, and with #METHOD; * stands for any characters.")
  private List<String> names = List.of();

  public static void main(String... args) {
    System.exit(Cli.execute(new AllTests(), args));
  }

  @Override
  public ExitCode call() throws URISyntaxException {
    for (String library : QUIET_LIBRARIES) {
      Logger logger = Logger.getLogger(library);
      logger.setLevel(Level.OFF);
      QUIETED.add(logger);
    }
    Console console = output.console();
    TestListener listener = new TestListener(console);
    if (names.isEmpty()) {
      runSideBySide(listener);
    } else {
      execute(request(), listener);
    }
    ObjectNode fields = listener.summary();
    ExitCode exit = listener.failed() == 0 && listener.passed() > 0 ? ExitCode.DONE : ExitCode.BUG;
    console.document("test", exit, fields);
    if (listener.passed() + listener.failed() + listener.skipped() == 0) {
      console.warn("no test class is called " + String.join(" or ", names));
    }
    console.result(listener.closingLine());
    return exit;
  }

  /**
   * Runs the parts in parallel, and the classes of a part one after another. jqwik runs only once,
   * because it keeps state in the JVM. Tests that measure the memory of the JVM run last, alone.
   */
  private void runSideBySide(TestListener listener) throws URISyntaxException {
    EngineFilter jupiter = EngineFilter.includeEngines("junit-jupiter");
    ClassNameFilter notAlone = ClassNameFilter.excludeClassNamePatterns(ALONE);
    List<LauncherDiscoveryRequest> parts = new ArrayList<>();
    for (String part : PARTS) {
      parts.add(request(jupiter, notAlone, ClassNameFilter.includeClassNamePatterns(part)));
    }
    String[] named = PARTS.toArray(String[]::new);
    parts.add(request(jupiter, notAlone, ClassNameFilter.excludeClassNamePatterns(named)));
    parts.add(request(EngineFilter.includeEngines("jqwik")));
    WorkerThreads.map(
        "tests",
        SIDE_BY_SIDE,
        parts,
        part -> {
          execute(part, listener);
          return part;
        });
    execute(request(jupiter, ClassNameFilter.includeClassNamePatterns(ALONE)), listener);
  }

  private static void execute(LauncherDiscoveryRequest request, TestListener listener) {
    LauncherFactory.create().execute(request, listener);
  }

  /** The test classes in the jar or folder of this class: all, or those that the user named. */
  private LauncherDiscoveryRequest request(Filter<?>... filters) throws URISyntaxException {
    Path root = Path.of(AllTests.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    LauncherDiscoveryRequestBuilder request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClasspathRoots(Set.of(root)))
            .filters(ClassNameFilter.includeClassNamePatterns(".*Test"))
            .filters(filters)
            .configurationParameter("junit.jupiter.execution.timeout.default", "10 m")
            .configurationParameter("jqwik.database", "")
            .configurationParameter("jqwik.reporting.onlyfailures", "true")
            .configurationParameter("jqwik.reporting.usejunitplatform", "true");
    if (!names.isEmpty()) {
      String[] patterns =
          names.stream().map(name -> pattern(name.split("#")[0])).toArray(String[]::new);
      request.filters(ClassNameFilter.includeClassNamePatterns(patterns));
      request.filters((PostDiscoveryFilter) this::isAskedFor);
    }
    return request.build();
  }

  /** {@code Class#method} leaves out the class's other methods. */
  private FilterResult isAskedFor(TestDescriptor test) {
    if (!(test.getSource().orElse(null) instanceof MethodSource method)) {
      return FilterResult.included("no method");
    }
    boolean asked =
        names.stream()
            .map(name -> name.split("#", 2))
            .anyMatch(
                name ->
                    method.getClassName().matches(pattern(name[0]))
                        && (name.length == 1
                            || method.getMethodName().matches(name[1].replace("*", ".*"))));
    return FilterResult.includedIf(asked);
  }

  private static String pattern(String name) {
    return "(.*[.])?" + name.replace(".", "[.]").replace("*", ".*");
  }
}

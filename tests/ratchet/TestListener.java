package ratchet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import ratchet.cli.Console;
import ratchet.model.Json;

/**
 * Reports a test run: one line per class on stderr; the result contains each failure and each
 * skipped test with its reason. A test whose assumption does not hold counts as skipped. Several
 * runs, each on its own thread, may report to one listener.
 */
public final class TestListener implements TestExecutionListener {
  private static final int TRACE_LINES = 40;

  private final Console console;
  private final ArrayNode failures = Json.MAPPER.createArrayNode();
  private final ArrayNode skips = Json.MAPPER.createArrayNode();

  /** Number of tests that ran, by engine and class. */
  private final Map<String, Integer> ran = new TreeMap<>();

  /** Start of each class by unique id, from {@link System#nanoTime}. */
  private final Map<String, Long> begun = new HashMap<>();

  private final ArrayNode classes = Json.MAPPER.createArrayNode();

  /** What tests reported, by unique id. */
  private final Map<String, String> reports = new HashMap<>();

  /** The test plan of the run on this thread. */
  private final ThreadLocal<TestPlan> plan = new ThreadLocal<>();

  private int passed;

  public TestListener(Console console) {
    this.console = console;
  }

  public synchronized int passed() {
    return passed;
  }

  public synchronized int failed() {
    return failures.size();
  }

  public synchronized int skipped() {
    return skips.size();
  }

  /** The last line of a run, which other programs read. */
  public String closingLine() {
    return passed + " passed, " + failed() + " failed, " + skipped() + " skipped";
  }

  /** The result as JSON, for {@code --json}. */
  public ObjectNode summary() {
    ObjectNode summary = Json.MAPPER.createObjectNode();
    summary.put("passed", passed);
    summary.put("failed", failed());
    summary.put("skipped", skipped());
    summary.set("failures", failures);
    summary.set("skips", skips);
    summary.set("classes", classes);
    return summary;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan started) {
    plan.set(started);
  }

  @Override
  public synchronized void executionStarted(TestIdentifier test) {
    if (isClass(test)) {
      begun.put(test.getUniqueId(), System.nanoTime());
    }
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier test, String reason) {
    List<TestIdentifier> below =
        plan.get().getDescendants(test).stream().filter(TestIdentifier::isTest).toList();
    (below.isEmpty() ? List.of(test) : below).forEach(each -> skip(each, reason));
  }

  /**
   * Keeps what jqwik reports about a property: the sample that failed and the seed that reproduces
   * it.
   */
  @Override
  public synchronized void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
    reports.merge(test.getUniqueId(), entry.getKeyValuePairs().toString(), (a, b) -> a + "\n" + b);
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      ran.merge(engineAndClass(test), 1, Integer::sum);
    }
    Optional<Throwable> cause = result.getThrowable();
    switch (result.getStatus()) {
      case SUCCESSFUL -> passed += test.isTest() ? 1 : 0;
      case ABORTED -> skip(test, cause.map(Throwable::getMessage).orElse("aborted"));
      case FAILED -> fail(test, cause);
    }
    if (isClass(test)) {
      Integer count = ran.remove(engineAndClass(test));
      long nanos = System.nanoTime() - begun.getOrDefault(test.getUniqueId(), System.nanoTime());
      finished(className(test), count == null ? 0 : count, Math.round(nanos / 1e8) / 10.0);
    }
  }

  private void finished(String name, int count, double seconds) {
    classes.addObject().put("class", name).put("tests", count).put("seconds", seconds);
    console.say("ran " + count + " in " + name + ", " + seconds + " s");
  }

  private void skip(TestIdentifier test, String reason) {
    add(skips, test).put("reason", reason);
    console.result("SKIPPED " + nameOf(test) + ": " + reason);
  }

  private void fail(TestIdentifier test, Optional<Throwable> cause) {
    String trace =
        cause.map(TestListener::trace).orElse("no cause was given")
            + reports.getOrDefault(test.getUniqueId(), "");
    add(failures, test).put("trace", trace);
    console.result("FAILED " + nameOf(test));
    trace.indent(4).lines().forEach(console::result);
  }

  private static String trace(Throwable cause) {
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace, true));
    return trace.toString().lines().limit(TRACE_LINES).collect(Collectors.joining("\n")) + "\n";
  }

  private static ObjectNode add(ArrayNode to, TestIdentifier test) {
    return to.addObject().put("test", nameOf(test));
  }

  private static String nameOf(TestIdentifier test) {
    String className = className(test);
    String method =
        test.getSource()
            .filter(MethodSource.class::isInstance)
            .map(source -> "." + ((MethodSource) source).getMethodName())
            .orElse("");
    String shown = test.getDisplayName();
    boolean repeatsMethod = method.isEmpty() || shown.startsWith(method.substring(1));
    return className + method + (repeatsMethod ? "" : " " + shown);
  }

  private static String engineAndClass(TestIdentifier test) {
    return test.getUniqueIdObject().getEngineId().orElse("") + " " + className(test);
  }

  private static boolean isClass(TestIdentifier test) {
    return test.getSource().filter(ClassSource.class::isInstance).isPresent();
  }

  private static String className(TestIdentifier test) {
    return test.getSource()
        .map(
            source ->
                source instanceof MethodSource method
                    ? method.getClassName()
                    : source instanceof ClassSource type ? type.getClassName() : source.toString())
        .orElse(test.getDisplayName());
  }
}

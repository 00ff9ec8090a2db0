package ratchet.promote;

import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import ratchet.gate.Check;
import ratchet.model.RatchetException;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.rollout.HookResult;
import ratchet.promote.rollout.ModelOutcome;

/**
 * Writes a run as a JUnit report, which CI servers display. A promotion has a suite per model, with
 * a test case per gate (hooks included), one per runtime, and one for the candidate itself.
 */
public final class JunitReport {
  /**
   * A test case and its result; at most one of {@code failure} and {@code skipped} is present.
   *
   * @param failure the reason for which it failed
   * @param skipped the reason for which it was not run
   */
  public record Case(String name, Optional<String> failure, Optional<String> skipped) {
    /** A case that passed. */
    public static Case passed(String name) {
      return new Case(name, Optional.empty(), Optional.empty());
    }

    /** A case that failed, for this reason. */
    public static Case failed(String name, String why) {
      return new Case(name, Optional.of(why), Optional.empty());
    }

    /** A case that was not run, for this reason. */
    public static Case skipped(String name, String why) {
      return new Case(name, Optional.empty(), Optional.of(why));
    }
  }

  /**
   * Cases that belong together.
   *
   * @param at time of the run
   * @param output what was printed about them; may be empty
   */
  public record Suite(String name, Instant at, List<Case> cases, String output) {
    public Suite {
      cases = List.copyOf(cases);
    }
  }

  private final XMLStreamWriter xml;

  private JunitReport(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** The report of a promotion, as XML. */
  public static String of(PromoteReport report) {
    return of("promote", suites(report));
  }

  /**
   * The report of several suites, as XML.
   *
   * @param name of the report
   */
  public static String of(String name, List<Suite> suites) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      new JunitReport(xml).write(name, suites);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing XML into memory cannot fail", e);
    }
    return text.append('\n').toString();
  }

  /** The suites of a promotion, one per model. */
  public static List<Suite> suites(PromoteReport report) {
    return report.outcomes().stream()
        .map(
            outcome ->
                new Suite(
                    "promote." + outcome.model().id(),
                    report.at(),
                    cases(outcome),
                    outcome.line(report.dryRun())))
        .toList();
  }

  private void write(String name, List<Suite> suites) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuites");
    xml.writeAttribute("name", name);
    for (Suite suite : suites) {
      write(suite);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void write(Suite suite) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", suite.name());
    xml.writeAttribute("timestamp", suite.at().toString());
    count("tests", suite.cases().size());
    count("failures", suite.cases().stream().filter(one -> one.failure().isPresent()).count());
    count("errors", 0);
    count("skipped", suite.cases().stream().filter(one -> one.skipped().isPresent()).count());
    for (Case one : suite.cases()) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", suite.name());
      xml.writeAttribute("name", clean(one.name()));
      if (one.failure().isPresent()) {
        message("failure", one.failure().get());
      }
      if (one.skipped().isPresent()) {
        message("skipped", one.skipped().get());
      }
      xml.writeEndElement();
    }
    if (!suite.output().isEmpty()) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(clean(suite.output()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private void count(String name, long value) throws XMLStreamException {
    xml.writeAttribute(name, Long.toString(value));
  }

  private void message(String element, String text) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeAttribute("message", clean(text));
    xml.writeEndElement();
  }

  private static List<Case> cases(ModelOutcome outcome) {
    List<Case> cases = new ArrayList<>();
    // a hook runs once all other gates are satisfied, so its output explains the one failure
    String printed =
        outcome.hooks().stream()
            .filter(hook -> !hook.passed())
            .map(HookResult::tail)
            .map(tail -> "\n" + tail.strip())
            .collect(Collectors.joining());
    outcome.gates().forEach(gate -> cases.add(gate(gate, printed)));
    outcome.reload().forEach(reply -> cases.add(runtime(reply)));
    // if no case above failed, the failure is that of the candidate itself
    boolean explained = cases.stream().anyMatch(one -> one.failure().isPresent());
    String fault = explained ? "" : outcome.failure().map(RatchetException::getMessage).orElse("");
    cases.add(0, fault.isEmpty() ? Case.passed("candidate") : Case.failed("candidate", fault));
    return cases;
  }

  private static Case gate(Check gate, String printed) {
    String name = "gate " + gate.name();
    if (gate.isIdle()) {
      return Case.skipped(name, "there was nothing to measure, which the rule allows");
    }
    if (gate.passed()) {
      return Case.passed(name);
    }
    String parts =
        gate.leaves()
            .filter(leaf -> !leaf.passed())
            .map(Check::sentence)
            .collect(Collectors.joining("; "));
    return Case.failed(name, gate.reason() + ": " + parts + printed);
  }

  private static Case runtime(ReloadReply reply) {
    String name = reply.url() == null ? "reload" : "reload " + reply.url();
    return switch (reply.outcome()) {
      case OK, UNVERIFIED -> Case.passed(name);
      case FAILED -> Case.failed(name, reply.summary());
      case SKIPPED -> Case.skipped(name, reply.detail());
    };
  }

  /**
   * Replaces characters that XML does not allow, and those that control a terminal or the direction
   * of text; the output of a hook may have any of them.
   */
  private static String clean(String text) {
    return text.replaceAll(
        "[^\\t\\n\\x{20}-\\x{7E}\\x{A0}-\\x{2027}\\x{2030}-\\x{2065}\\x{206A}-\\x{D7FF}"
            + "\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]|[\\x{202A}-\\x{202E}]",
        "?");
  }
}

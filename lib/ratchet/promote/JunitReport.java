package ratchet.promote;

import java.io.StringWriter;
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
import ratchet.promote.rollout.ModelOutcome;

/**
 * A run as a JUnit report, which every CI server can show: a suite per model, in it a test case per
 * gate (hooks are among them) and runtime, and one for the candidate itself.
 */
public final class JunitReport {
  /** What a test case came to; at most one of the two is there. */
  private record Case(String name, Optional<String> failure, Optional<String> skipped) {
    static Case of(String name, boolean passed, String text) {
      return new Case(name, passed ? Optional.empty() : Optional.of(text), Optional.empty());
    }
  }

  private final XMLStreamWriter xml;

  private JunitReport(XMLStreamWriter xml) {
    this.xml = xml;
  }

  public static String of(PromoteReport report) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      new JunitReport(xml).write(report);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing XML into memory cannot fail", e);
    }
    return text.append('\n').toString();
  }

  private void write(PromoteReport report) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuites");
    xml.writeAttribute("name", "promote");
    for (ModelOutcome outcome : report.outcomes()) {
      suite(report, outcome);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void suite(PromoteReport report, ModelOutcome outcome) throws XMLStreamException {
    List<Case> cases = cases(outcome);
    String suite = "promote." + outcome.model().id();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", suite);
    xml.writeAttribute("timestamp", report.at().toString());
    count("tests", cases.size());
    count("failures", cases.stream().filter(one -> one.failure().isPresent()).count());
    count("errors", 0);
    count("skipped", cases.stream().filter(one -> one.skipped().isPresent()).count());
    for (Case one : cases) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", suite);
      xml.writeAttribute("name", clean(one.name()));
      if (one.failure().isPresent()) {
        message("failure", one.failure().get());
      }
      if (one.skipped().isPresent()) {
        message("skipped", one.skipped().get());
      }
      xml.writeEndElement();
    }
    xml.writeStartElement("system-out");
    xml.writeCharacters(clean(outcome.line(report.dryRun())));
    xml.writeEndElement();
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
    // A hook is asked once all other gates are satisfied: what it printed explains the one failure.
    String printed =
        outcome.hooks().stream()
            .filter(hook -> !hook.passed())
            .map(hook -> "\n" + hook.tail().strip())
            .collect(Collectors.joining());
    outcome.gates().forEach(gate -> cases.add(gate(gate, printed)));
    outcome.reload().forEach(reply -> cases.add(runtime(reply)));
    // The failures above explain a failure; where none does, the candidate as such is at fault.
    boolean explained = cases.stream().anyMatch(one -> one.failure().isPresent());
    String fault = explained ? "" : outcome.failure().map(RatchetException::getMessage).orElse("");
    cases.add(0, Case.of("candidate", fault.isEmpty(), fault));
    return cases;
  }

  private static Case gate(Check gate, String printed) {
    String parts =
        gate.leaves()
            .filter(leaf -> !leaf.passed())
            .map(Check::sentence)
            .collect(Collectors.joining("; "));
    return Case.of("gate " + gate.name(), gate.passed(), gate.reason() + ": " + parts + printed);
  }

  private static Case runtime(ReloadReply reply) {
    return switch (reply.outcome()) {
      case OK, UNVERIFIED -> Case.of("reload " + reply.url(), true, "");
      case FAILED -> Case.of("reload " + reply.url(), false, reply.summary());
      case SKIPPED ->
          new Case(
              reply.url() == null ? "reload" : "reload " + reply.url(),
              Optional.empty(),
              Optional.of(reply.detail()));
    };
  }

  /** Without the characters that XML cannot hold; a hook's output may have any. */
  private static String clean(String text) {
    return text.replaceAll(
        "[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "?");
  }
}

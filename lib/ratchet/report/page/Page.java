package ratchet.report.page;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ratchet.model.Resource;
import ratchet.model.Toolkit;

/**
 * A self-contained HTML document without network, script or font. It follows the reader's light or
 * dark scheme and the width of the window, and its policy forbids the browser to load anything.
 *
 * @param title plain text
 * @param about plain text: the inputs
 * @param at time of the report
 */
public record Page(String title, String about, Instant at, List<Section> sections) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");

  public Page {
    sections = List.copyOf(sections);
    Set<String> ids = new HashSet<>();
    for (Section section : sections) {
      if (!ids.add(section.id())) {
        throw new IllegalArgumentException("two sections are called " + section.id());
      }
    }
  }

  /** The document; the same sections give the same text. */
  public String html() {
    Map<String, String> parts =
        Map.of(
            "title", Tag.escaped(title),
            "about", Tag.escaped(about),
            "style", resource("page.css"),
            "contents", contents().toString(),
            "sections",
                sections.stream()
                    .map(section -> section.tag().toString())
                    .collect(Collectors.joining("\n")),
            "made",
                Tag.escaped(
                    "Made " + TextFormat.time(at) + " by " + Toolkit.NAME + " " + Toolkit.VERSION));
    // one pass: what is put in is never searched for placeholders again
    return PLACEHOLDER
        .matcher(resource("page.html"))
        .replaceAll(found -> Matcher.quoteReplacement(parts.get(found.group(1))));
  }

  /** A line per section with its verdict, for a terminal. */
  public List<String> lines() {
    int width = sections.stream().mapToInt(section -> section.title().length()).max().orElse(0);
    return sections.stream()
        .map(section -> ("%-" + width + "s  %s").formatted(section.title(), section.badge().text()))
        .toList();
  }

  private Tag contents() {
    return new Tag("ul").add(sections.stream().map(Section::link).toList());
  }

  private static String resource(String name) {
    return Resource.text(Page.class, name);
  }
}

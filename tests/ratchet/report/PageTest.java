package ratchet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import ratchet.report.page.Badge;
import ratchet.report.page.Page;
import ratchet.report.page.Section;
import ratchet.report.page.Tag;

class PageTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void whatIsPutInIsNeverAPlaceholder() {
    Section section =
        new Section("one", "{style} $1 <b>", Badge.ok("fine"), new Tag("p").add("{sections}"));
    String html = new Page("{about}", "\\ $0 {made}", NOON, List.of(section)).html();
    assertThat(html)
        .contains("<h1>{about}</h1>", "\\ $0 {made}", "{style} $1 &lt;b&gt;", "<p>{sections}</p>")
        .contains("Made 2026-01-31 12:00 UTC by ratchet");
  }

  @Test
  void loadsNothing() {
    Section section = Section.missing("one", "One", "There is nothing.", "seed");
    String html = new Page("Title", "about", NOON, List.of(section)).html();
    assertThat(html)
        .contains("default-src 'none'")
        .doesNotContain("<script", "<iframe", "url(", "@import", "http://", "https://");
    assertThat(html).isEqualTo(new Page("Title", "about", NOON, List.of(section)).html());
  }

  @Test
  void linksToEachSectionWithItsVerdict() {
    Page page =
        new Page(
            "Title",
            "about",
            NOON,
            List.of(
                new Section("data", "Data", Badge.bad("not healthy"), new Tag("div")),
                new Section("models", "Models", Badge.plain("4 of 4 live"), new Tag("div"))));
    assertThat(page.html())
        .contains("<a href=\"#data\">Data</a> <span class=\"badge bad\">✗ not healthy</span>")
        .contains("<section id=\"models\" aria-labelledby=\"models-heading\">");
    assertThat(page.lines()).containsExactly("Data    ✗ not healthy", "Models  4 of 4 live");
    assertThat(page.sections().get(0).json().toString())
        .isEqualTo("{\"section\":\"data\",\"verdict\":\"not healthy\",\"level\":\"bad\"}");
  }

  @Test
  void anAnchorNamesOneSection() {
    Section section = Section.missing("one", "One", "none", "");
    List<Section> twice = List.of(section, section);
    assertThatThrownBy(() -> new Page("Title", "about", NOON, twice))
        .hasMessage("two sections are called one");
  }
}

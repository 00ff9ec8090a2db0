package ratchet.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class TagTest {
  @Test
  void nests() {
    Tag list = new Tag("ul", "plain").add(List.of(new Tag("li").add("one"), new Tag("li")));
    assertThat(list).hasToString("<ul class=\"plain\"><li>one</li><li></li></ul>");
    assertThat(new Tag("rect").set("x", 1.0).set("y", -0.005))
        .hasToString("<rect x=\"1\" y=\"0\"></rect>");
  }

  @Test
  void escapesTextAndAttributes() {
    assertThat(new Tag("p").set("title", "\"><script>").add("<b> & 'x'"))
        .hasToString("<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt; &amp; &#39;x&#39;</p>");
  }

  /** Whatever a ledger, a file name or a database says comes back as it was, and as text. */
  @Property
  void anyTextIsTextToAParser(@ForAll String text) throws Exception {
    Tag tag = new Tag("p").set("title", text).add(text);
    Element parsed =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(tag.toString())))
            .getDocumentElement();
    assertThat(parsed.getElementsByTagName("*").getLength()).isZero();
    assertThat(parsed.getTextContent()).isEqualTo(readable(text));
  }

  private static String readable(String text) {
    StringBuilder expected = new StringBuilder();
    text.codePoints()
        .forEach(
            own -> {
              boolean control = Character.getType(own) == Character.CONTROL;
              boolean lone = Character.getType(own) == Character.SURROGATE;
              boolean none = (own & 0xFFFE) == 0xFFFE;
              boolean kept = own == '\n' || own == '\t' || !(control || lone || none);
              expected.appendCodePoint(kept ? own : 0xFFFD);
            });
    return expected.toString();
  }

  @Test
  void namesAreOurOwn() {
    assertThatThrownBy(() -> new Tag("p onclick")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Tag("p").set("a=\"", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Tag("rect").set("x", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

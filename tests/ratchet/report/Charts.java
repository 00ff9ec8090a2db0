package ratchet.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import ratchet.report.page.Tag;

/** A figure as a parser sees it. */
record Charts(Document document) {
  /** Fails where it is not well-formed. */
  static Charts parse(Tag figure) {
    try {
      return new Charts(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(figure.toString()))));
    } catch (Exception e) {
      throw new AssertionError(figure.toString(), e);
    }
  }

  /** Elements of this name that have all of these classes, in their order. */
  List<Element> marks(String name, String... classes) {
    List<Element> found = new ArrayList<>();
    NodeList all = document.getElementsByTagName(name);
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      if (List.of(element.getAttribute("class").split(" ")).containsAll(List.of(classes))) {
        found.add(element);
      }
    }
    return found;
  }

  String description() {
    return document.getElementsByTagName("desc").item(0).getTextContent();
  }

  /** The elements that the picture is named by are there. */
  boolean isNamed() {
    Element svg = (Element) document.getElementsByTagName("svg").item(0);
    return svg.getAttribute("role").equals("img")
        && svg.getAttribute("aria-labelledby").equals(id(svg, "title"))
        && svg.getAttribute("aria-describedby").equals(id(svg, "desc"));
  }

  private static String id(Element svg, String name) {
    return ((Element) svg.getElementsByTagName(name).item(0)).getAttribute("id");
  }

  static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}

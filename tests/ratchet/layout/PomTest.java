package ratchet.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import ratchet.model.Toolkit;

/**
 * An IDE that opens the POM sees the libraries that JBang resolves, and the version that is shown.
 */
class PomTest {
  @Test
  void namesTheLibrariesOfTheUmbrellasAndOfTheTests() throws Exception {
    Set<String> directives = new TreeSet<>();
    Stream<Path> umbrellas =
        Sources.javaFilesBelow("lib").stream()
            .filter(file -> file.getNameCount() == 1)
            // 240 MB that no IDE needs for the rest; its room is left out of the build, too
            .filter(file -> !file.toString().equals("spark.java"))
            .map(Path.of("lib")::resolve);
    Stream.concat(umbrellas, Stream.of(Path.of("tests/all.java")))
        .flatMap(file -> Sources.lines(file).stream())
        .filter(line -> line.startsWith("//DEPS "))
        .forEach(line -> directives.add(line.substring("//DEPS ".length()).strip()));
    Set<String> named = new TreeSet<>();
    NodeList dependencies = pom().getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element one = (Element) dependencies.item(i);
      named.add(text(one, "groupId") + ":" + text(one, "artifactId") + ":" + text(one, "version"));
    }
    assertThat(named).isEqualTo(directives);
  }

  @Test
  void hasTheToolkitsVersion() throws Exception {
    assertThat(text(pom().getDocumentElement(), "version")).isEqualTo(Toolkit.VERSION);
  }

  private static Document pom() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(Files.newInputStream(Sources.root().resolve("pom.xml")));
  }

  private static String text(Element element, String child) {
    return element.getElementsByTagName(child).item(0).getTextContent();
  }
}

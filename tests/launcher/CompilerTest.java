package launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compiled again after a change, and that nothing stays as it was before it. */
class CompilerTest {
  @TempDir private Path repository;

  @Test
  void aChangeInsideAMethodCompilesOneFile() throws Exception {
    source("A", "class A { static int one() { return 1; } }");
    source("B", "class B { int two() { return A.one() + 1; } }");
    assertThat(compiled()).isEqualTo(2);
    assertThat(compiled()).isZero();
    source("A", "class A { static int one() { return 7; } }");
    assertThat(compiled()).isEqualTo(1);
  }

  @Test
  void aChangedSignatureCompilesWhoUsesIt() throws Exception {
    source("A", "class A { static int one() { return 1; } }");
    source("B", "class B { long two() { return A.one() + 1; } }");
    source("C", "class C {}");
    compiled();
    source("A", "class A { static long one() { return 1; } }");
    assertThat(compiled()).isEqualTo(2);
  }

  @Test
  void aUserThatNoLongerFitsFailsUntilItDoes() throws Exception {
    source("A", "class A { static int one() { return 1; } }");
    source("B", "class B { int two() { return A.one(); } }");
    compiled();
    source("A", "class A { static int uno() { return 1; } }");
    assertThat(compiled()).isEqualTo(-1);
    assertThat(compiled()).as("again, with nothing changed").isEqualTo(-1);
    source("B", "class B { int two() { return A.uno(); } }");
    assertThat(compiled()).isPositive();
    assertThat(compiled()).isZero();
  }

  /** A constant is copied into its users, whose class files do not name where it comes from. */
  @Test
  void aChangedConstantReachesItsUsersThroughOthers() throws Exception {
    source("A", "class A { static final int ONE = 1; }");
    source("B", "class B { static final int TWO = A.ONE + 1; }");
    source("C", "class C { int three() { return B.TWO + 1; } }");
    compiled();
    source("A", "class A { static final int ONE = 11; }");
    assertThat(compiled()).isEqualTo(3);
  }

  /** C names B alone; that it lacks a method of A is seen only where it is compiled itself. */
  @Test
  void aNewAbstractMethodReachesAllWhoInheritIt() throws Exception {
    source("A", "interface A {}");
    source("B", "abstract class B implements A {}");
    source("C", "class C extends B {}");
    compiled();
    source("A", "interface A { void more(); }");
    assertThat(compiled()).isEqualTo(-1);
  }

  @Test
  void whatADeletedSourceDeclaredIsGone() throws Exception {
    Path gone = source("A", "class A { static class Inner {} }");
    source("B", "class B { Object two() { return new A.Inner(); } }");
    compiled();
    Files.delete(gone);
    assertThat(compiled()).isEqualTo(-1);
    source("B", "class B {}");
    assertThat(compiled()).isPositive();
    assertThat(repository.resolve("work/classes/room/A.class")).doesNotExist();
    assertThat(repository.resolve("work/classes/room/A$Inner.class")).doesNotExist();
  }

  @Test
  void anInnerClassThatIsGoneIsGoneFromTheClassesToo() throws Exception {
    source("A", "class A { static class Inner {} }");
    compiled();
    source("A", "class A {}");
    compiled();
    assertThat(repository.resolve("work/classes/room/A$Inner.class")).doesNotExist();
  }

  @Test
  void aSwitchOverSealedTypesSeesANewCase() throws Exception {
    source("A", "sealed interface A { record X() implements A {} }");
    source("B", "enum B { ONE; static int of(B b) { return switch (b) { case ONE -> 1; }; } }");
    source("C", "class C { int of(B b) { return switch (b) { case ONE -> 1; }; } }");
    compiled();
    source(
        "B",
        "enum B { ONE, TWO; static int of(B b) { return switch (b) { case ONE, TWO -> 1; }; } }");
    assertThat(compiled()).as("C no longer covers B").isEqualTo(-1);
  }

  @Test
  void otherOptionsCompileEverything() throws Exception {
    source("A", "class A {}");
    source("B", "class B {}");
    compiled();
    Compiler other = new Compiler(repository, work(), List.of(), List.of("-parameters"), unheard());
    assertThat(other.compile(sources())).isTrue();
    assertThat(other.compiled()).isEqualTo(2);
  }

  private static PrintWriter unheard() {
    return new PrintWriter(Writer.nullWriter());
  }

  private Path work() {
    return repository.resolve("work");
  }

  private Path source(String name, String text) throws IOException {
    Path file = repository.resolve("lib/room/" + name + ".java");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "package room;\n" + text + "\n");
  }

  private List<Path> sources() throws IOException {
    return Folders.files(repository.resolve("lib"), Folders::isJava);
  }

  /** How many sources were compiled, or -1 when they do not compile. */
  private int compiled() throws IOException {
    Compiler compiler = new Compiler(repository, work(), List.of(), List.of(), unheard());
    return compiler.compile(sources()) ? compiler.compiled() : -1;
  }
}

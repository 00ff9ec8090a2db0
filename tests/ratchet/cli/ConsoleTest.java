package ratchet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import ratchet.model.Json;

class ConsoleTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void keepsTheResultApartFromTheRest() {
    Console console = console(false, false);
    console.result("PROMOTE alpha=unchanged");
    console.say("reading");
    console.next("history", "who is live");
    console.document("probe", ExitCode.DONE, Json.MAPPER.createObjectNode());
    assertThat(out.toString().strip()).isEqualTo("PROMOTE alpha=unchanged");
    assertThat(err.toString().lines()).containsExactly("reading", "next: history   # who is live");
  }

  @Test
  void quietKeepsResultsAndWarnings() {
    Console console = console(false, true);
    console.result("result");
    console.say("reading");
    console.next("history", "who is live");
    console.warn("careful");
    assertThat(out.toString().strip()).isEqualTo("result");
    assertThat(err.toString().strip()).isEqualTo("warning: careful");
  }

  @Test
  void jsonIsOneDocumentWhatElseIsSaid() {
    Console console = console(true, false);
    console.result("result");
    console.say("reading");
    console.document("probe", ExitCode.REFUSED, Json.MAPPER.createObjectNode().put("n", 3));
    assertThat(Json.line(Json.read(out.toString())))
        .isEqualTo(
            "{\"command\":\"probe\",\"ok\":false,\"exit\":3,\"schema\":\"ratchet.probe/1\",\"n\":3}");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void progressSaysALineNowAndThenWhereThereIsNoTerminal() {
    AtomicLong nanoTime = new AtomicLong();
    try (Progress rows = Progress.lines(console(false, false), "rows", 10, nanoTime::get)) {
      rows.step(1);
      nanoTime.addAndGet(2_000_000_000L);
      rows.step(2);
      nanoTime.addAndGet(1_000_000_000L);
      rows.step(3);
      nanoTime.addAndGet(1_000_000_000L);
      rows.step(4);
    }
    assertThat(err.toString().lines())
        .containsExactly("rows: 3 of 10", "rows: 10 of 10 done in 4.0 s");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void progressThatDidNotReachItsTotalSaysWhereItStopped() {
    AtomicLong nanoTime = new AtomicLong();
    try (Progress rows = Progress.lines(console(false, false), "rows", 10, nanoTime::get)) {
      nanoTime.addAndGet(2_500_000_000L);
      rows.step(4);
    }
    assertThat(err.toString().lines())
        .containsExactly("rows: 4 of 10", "rows: stopped at 4 of 10 after 2.5 s");
  }

  @Test
  void progressWithoutATotalIsDoneOnceItIsToldSo() {
    AtomicLong nanoTime = new AtomicLong();
    for (boolean finished : new boolean[] {true, false}) {
      try (Progress rows = Progress.lines(console(false, false), "rows", -1, nanoTime::get)) {
        nanoTime.addAndGet(2_000_000_000L);
        rows.step(4);
        if (finished) {
          rows.finished();
        }
      }
    }
    assertThat(err.toString().lines())
        .containsExactly(
            "rows: 4", "rows: 4 done in 2.0 s", "rows: 4", "rows: stopped at 4 after 2.0 s");
  }

  @Test
  void workTooShortForALineEndsInNone() {
    try (Progress rows = Progress.lines(console(false, false), "rows", 10, () -> 0L)) {
      rows.step(10);
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void progressIsSilentWhenQuiet() {
    AtomicLong nanoTime = new AtomicLong();
    try (Progress rows = Progress.lines(console(false, true), "rows", -1, nanoTime::get)) {
      nanoTime.addAndGet(9_000_000_000L);
      rows.step(1);
    }
    assertThat(err.toString()).isEmpty();
  }

  /** A test's writer, or a file, is no terminal, whatever the process's own stderr is. */
  @Test
  void nothingIsDrawnOnAnotherWriter() {
    assertThat(console(false, false).isWatched()).isFalse();
    try (Progress rows = Progress.start(console(false, false), "rows", 10)) {
      rows.step(10);
    }
    assertThat(err.toString()).doesNotContain("\r");
  }

  private Console console(boolean json, boolean quiet) {
    return new Console(new PrintWriter(out), new PrintWriter(err), json, quiet);
  }

  @Test
  void letsNoForeignTextMoveTheCursorOrBeginALine() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
    console.result("a\u001b[2Jb\rc\u2028d\nPROMOTE alpha=ok");
    console.say("row 7 holds\n::error::x");
    console.warn("the hook says: x\nPROMOTE fillnet=ok\u202e");
    assertThat(out.toString()).isEqualToNormalizingNewlines("a?[2Jb?c?d\n  | PROMOTE alpha=ok\n");
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "row 7 holds\n  | ::error::x\n"
                + "warning: the hook says: x\n  | PROMOTE fillnet=ok?\n");
  }
}

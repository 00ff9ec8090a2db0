import java.util.List;
import java.util.concurrent.Callable;
import ratchet.cli.ExitCode;

/** Runs every command that only reads the log, and says which exit code and sentence it gave. */
final class OtherUserMain {
  private OtherUserMain() {}

  /**
   * @param arguments the database, a folder of models, and a folder for what is written
   */
  public static void main(String... arguments) {
    String database = "--db=" + arguments[0];
    String models = "--models-dir=" + arguments[1];
    String out = arguments[2];
    run("check_training_data", new CheckTrainingDataCommand(), database);
    run("train_alpha", new TrainAlphaCommand(), database, "--models-dir=" + out);
    run("train_fillnet", new TrainFillNetCommand(), database, "--models-dir=" + out);
    run("train_rugguard", new TrainRugGuardCommand(), database, "--models-dir=" + out);
    run("train_survival", new TrainSurvivalCommand(), database, "--models-dir=" + out);
    run("backtest", new BacktestCommand(), database, models);
    run("ope fee", new OpeCommand(), database, "--policy=fee");
    run("ope sizing", new OpeCommand(), database, "--policy=sizing");
    run("promote", new PromoteCommand(), "fillnet", "--dry-run", database, models);
    run("watch", new WatchCommand(), "alpha", "--once", database, models);
    run("report", new ReportCommand(), database, models, "--out=" + out + "/page.html");
  }

  private static void run(String name, Callable<ExitCode> command, String... arguments) {
    CommandRun run = CommandRun.of(command, arguments);
    String said =
        List.of((run.err() + run.out()).split("\n")).stream()
            .filter(line -> line.contains("lock its services out"))
            .findFirst()
            .orElse(run.exit() == 2 || run.exit() == 4 ? run.err().replace("\n", " / ") : "read");
    System.out.println(name + " | " + run.exit() + " | " + said);
  }
}

// A JShell session with the library imported, for questions that no command answers:
//   ./jbangw console                                     leave with /exit
//   jbang run --interactive scripts/history.java         the same by JBang, then: /open scripts/console.jsh

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import ratchet.data.log.*;
import ratchet.data.sqlite.*;
import ratchet.data.training.*;
import ratchet.features.*;
import ratchet.gate.*;
import ratchet.model.*;

/** The models folder: MODELS_DIR, else models. */
Path models = Path.of(System.getenv().getOrDefault("MODELS_DIR", "models"));

/** The database, once it is needed: openDatabase(). SQLITE_DB_PATH, then PERSISTENCE_SQLITE_PATH, else data/trenches.db. */
Database openDatabase() {
  Map<String, String> env = System.getenv();
  String other = env.getOrDefault("PERSISTENCE_SQLITE_PATH", "data/trenches.db");
  return Database.openReadOnly(Path.of(env.getOrDefault("SQLITE_DB_PATH", other)));
}

/** What is live, ready to score: live(ModelName.FILLNET).scorer().score(Inputs.of(Map.of("lpSol", 32.0))) */
LoadedModel live(ModelName name) throws java.io.IOException {
  return LoadedModel.load(name, Files.readAllBytes(models.resolve(name.aliasFile())));
}

System.out.println("models: " + models + "   try: live(ModelName.FILLNET), openDatabase()");

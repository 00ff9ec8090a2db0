// A JShell session with the library imported, for questions that no command answers:
//   ./jbangw console                                     leave with /exit
//   jbang run --interactive scripts/history.java         the same by JBang, then: /open scripts/console.jsh

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import ratchet.cli.*;
import ratchet.data.log.*;
import ratchet.data.sqlite.*;
import ratchet.data.training.*;
import ratchet.features.*;
import ratchet.gate.*;
import ratchet.model.*;

/** The models folder, found as every command finds it: MODELS_DIR, ratchet.properties, the checkout. */
Path models = new ModelsOptions().directory();

/** The database, found in the same way, once it is needed: openDatabase(). */
Database openDatabase() {
  return Database.openReadOnly(Path.of(new DatabaseOptions().value().text()));
}

/** What is live, ready to score: live(ModelName.FILLNET).scorer().score(Inputs.of(Map.of("lpSol", 32.0))) */
LoadedModel live(ModelName name) throws java.io.IOException {
  return LoadedModel.load(name, Files.readAllBytes(models.resolve(name.aliasFile())));
}

System.out.println("models: " + models + "   try: live(ModelName.FILLNET), openDatabase()");

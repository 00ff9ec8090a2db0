//JAVA 17+
//DEPS info.picocli:picocli:4.7.7
//DEPS com.fasterxml.jackson.core:jackson-databind:2.21.8
//DEPS org.xerial:sqlite-jdbc:3.54.1.0
//DEPS com.squareup.okhttp3:okhttp-jvm:5.5.1
//DEPS io.micrometer:micrometer-registry-prometheus:1.17.2
//DEPS me.tongfei:progressbar:0.10.2
//DEPS dev.failsafe:failsafe:3.3.2
//DEPS org.slf4j:slf4j-nop:2.0.20

//SOURCES ratchet/cli/Cli.java
//SOURCES ratchet/cli/Console.java
//SOURCES ratchet/cli/DatabaseOptions.java
//SOURCES ratchet/cli/ExitCode.java
//SOURCES ratchet/cli/ModelsOptions.java
//SOURCES ratchet/cli/OutputOptions.java
//SOURCES ratchet/data/ReadOptions.java
//SOURCES ratchet/data/TrainingSet.java
//SOURCES ratchet/features/AlphaFeatures.java
//SOURCES ratchet/features/Features.java
//SOURCES ratchet/features/FillNetFeatures.java
//SOURCES ratchet/features/GoldenInputs.java
//SOURCES ratchet/features/Inputs.java
//SOURCES ratchet/features/LoadedModel.java
//SOURCES ratchet/features/RugGuardFeatures.java
//SOURCES ratchet/features/Score.java
//SOURCES ratchet/features/Scorer.java
//SOURCES ratchet/features/SurvivalFeatures.java
//SOURCES ratchet/features/SurvivalHazard.java
//SOURCES ratchet/model/AlphaModel.java
//SOURCES ratchet/model/Digest.java
//SOURCES ratchet/model/FieldReader.java
//SOURCES ratchet/model/FillNetModel.java
//SOURCES ratchet/model/InputException.java
//SOURCES ratchet/model/Json.java
//SOURCES ratchet/model/MalformedJsonException.java
//SOURCES ratchet/model/Metrics.java
//SOURCES ratchet/model/ModelFile.java
//SOURCES ratchet/model/ModelFormatException.java
//SOURCES ratchet/model/ModelHeader.java
//SOURCES ratchet/model/ModelName.java
//SOURCES ratchet/model/ModelReader.java
//SOURCES ratchet/model/ModelWriter.java
//SOURCES ratchet/model/Provenance.java
//SOURCES ratchet/model/RatchetException.java
//SOURCES ratchet/model/RefusalException.java
//SOURCES ratchet/model/RugGuardModel.java
//SOURCES ratchet/model/SurvivalModel.java
//SOURCES ratchet/model/Toolkit.java
//SOURCES ratchet/model/UnconfirmedException.java

/**
 * The library as one include: a script that says {@code SOURCES ../lib/Ratchet.java} has every
 * room and every dependency.
 *
 * <p>Files are listed one by one because a pattern does not work for a catalog read over http.
 */
final class Ratchet {
  private Ratchet() {}
}

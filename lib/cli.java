//DEPS info.picocli:picocli:4.7.7
//DEPS me.tongfei:progressbar:0.10.2

//SOURCES logs.java
//SOURCES model.java
//SOURCES store.java

//SOURCES ratchet/cli/Annotation.java
//SOURCES ratchet/cli/Cli.java
//SOURCES ratchet/cli/Console.java
//SOURCES ratchet/cli/DatabaseOptions.java
//SOURCES ratchet/cli/ExitCode.java
//SOURCES ratchet/cli/Invocation.java
//SOURCES ratchet/cli/LogOptions.java
//SOURCES ratchet/cli/ModelsOptions.java
//SOURCES ratchet/cli/OutputOptions.java
//SOURCES ratchet/cli/Progress.java
//SOURCES ratchet/cli/RunRecord.java
//SOURCES ratchet/cli/RunRecords.java
//SOURCES ratchet/cli/Settings.java
//SOURCES ratchet/cli/SettingsFile.java
//SOURCES ratchet/cli/Terminal.java
//SOURCES ratchet/cli/TextTable.java
//SOURCES ratchet/cli/ValueConverters.java

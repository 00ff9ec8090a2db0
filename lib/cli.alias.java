//SOURCES cli.java
//SOURCES model.java
//SOURCES store.java

//SOURCES ratchet/cli/alias/AliasOptions.java
//SOURCES ratchet/cli/alias/LedgerGauges.java
//SOURCES ratchet/cli/alias/OutputGuard.java
//SOURCES ratchet/cli/alias/RunGauges.java
//SOURCES ratchet/cli/alias/SigningOptions.java

//SOURCES cli.java
//SOURCES cli.alias.java
//SOURCES model.java
//SOURCES store.java

//SOURCES ratchet/cli/ledger/HistoryTable.java
//SOURCES ratchet/cli/ledger/LedgerQuery.java
//SOURCES ratchet/cli/ledger/RenewedGauges.java

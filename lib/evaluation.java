//DEPS de.siegmar:fastcsv:4.4.0

//SOURCES model.java
//SOURCES statistics.java

//SOURCES ratchet/evaluation/CsvFile.java
//SOURCES ratchet/evaluation/CsvRow.java
//SOURCES ratchet/evaluation/NumberText.java
//SOURCES ratchet/evaluation/Refusal.java
//SOURCES ratchet/evaluation/RuleFile.java

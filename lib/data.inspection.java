//SOURCES data.sqlite.java

//SOURCES ratchet/data/inspection/HourlyRows.java
//SOURCES ratchet/data/inspection/ImpossibleValues.java
//SOURCES ratchet/data/inspection/Integrity.java
//SOURCES ratchet/data/inspection/JsonFault.java
//SOURCES ratchet/data/inspection/KeyDuplicates.java

//RUNTIME_OPTIONS --enable-native-access=ALL-UNNAMED
//DEPS org.xerial:sqlite-jdbc:3.54.1.0
//DEPS org.slf4j:slf4j-nop:2.0.20

//SOURCES logs.java
//SOURCES model.java

//SOURCES ratchet/data/sqlite/BacktestLog.java
//SOURCES ratchet/data/sqlite/Cursor.java
//SOURCES ratchet/data/sqlite/Database.java
//SOURCES ratchet/data/sqlite/DatabaseFile.java
//SOURCES ratchet/data/sqlite/Journal.java
//SOURCES ratchet/data/sqlite/LogOrder.java
//SOURCES ratchet/data/sqlite/MergedRows.java
//SOURCES ratchet/data/sqlite/OrderCheck.java
//SOURCES ratchet/data/sqlite/Rows.java
//SOURCES ratchet/data/sqlite/Schema.java
//SOURCES ratchet/data/sqlite/SeededRows.java
//SOURCES ratchet/data/sqlite/SideBySide.java
//SOURCES ratchet/data/sqlite/Sql.java
//SOURCES ratchet/data/sqlite/TableCounts.java
//SOURCES ratchet/data/sqlite/TableInfo.java
//SOURCES ratchet/data/sqlite/TableWriter.java
//SOURCES ratchet/data/sqlite/Tables.java
//SOURCES ratchet/data/sqlite/TimeWindow.java
//SOURCES ratchet/data/sqlite/Timestamps.java
//SOURCES ratchet/data/sqlite/UnreadableFileException.java
//FILES ratchet/data/sqlite/schema.sql=ratchet/data/sqlite/schema.sql

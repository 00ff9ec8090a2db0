//DEPS org.apache.spark:spark-core_2.13:4.1.0
//DEPS com.fasterxml.jackson.module:jackson-module-scala_2.13:2.23.0

//SOURCES data.sqlite.java
//SOURCES data.training.java
//SOURCES model.java
//SOURCES train.java
//SOURCES train.solver.java

//SOURCES ratchet/spark/Answer.java
//SOURCES ratchet/spark/Cluster.java
//SOURCES ratchet/spark/ClusterFiles.java
//SOURCES ratchet/spark/ClusterRows.java
//SOURCES ratchet/spark/ClusterSource.java
//SOURCES ratchet/spark/DatabaseCopy.java
//SOURCES ratchet/spark/FilePass.java
//SOURCES ratchet/spark/FileRows.java
//SOURCES ratchet/spark/HoldoutRows.java
//SOURCES ratchet/spark/ReadFile.java
//SOURCES ratchet/spark/RowFilter.java
//SOURCES ratchet/spark/Selections.java
//SOURCES ratchet/spark/SharedRows.java
//SOURCES ratchet/spark/SparkTraining.java
//SOURCES ratchet/spark/TimeRanks.java

//SOURCES health.java
//SOURCES health.summary.java
//SOURCES report.page.java
//SOURCES statistics.java

//SOURCES ratchet/report/data/DataSection.java
//SOURCES ratchet/report/data/HistogramChart.java
//SOURCES ratchet/report/data/LabelRateChart.java
//SOURCES ratchet/report/data/TimelineChart.java

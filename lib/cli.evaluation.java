//DEPS info.picocli:picocli:4.7.7

//SOURCES backtest.java
//SOURCES data.sqlite.java
//SOURCES features.java
//SOURCES model.java
//SOURCES store.java

//SOURCES ratchet/cli/evaluation/BacktestModels.java
//SOURCES ratchet/cli/evaluation/TradeFile.java
//SOURCES ratchet/cli/evaluation/WindowOptions.java

//SOURCES backtest.java
//SOURCES data.sqlite.java
//SOURCES features.java
//SOURCES gate.java
//SOURCES logs.java
//SOURCES model.java
//SOURCES ope.java
//SOURCES promote.rollout.java
//SOURCES store.java

//SOURCES ratchet/promote/hook/BacktestHook.java
//SOURCES ratchet/promote/hook/BuiltInHook.java
//SOURCES ratchet/promote/hook/CommandHook.java
//SOURCES ratchet/promote/hook/OpeHook.java
//SOURCES ratchet/promote/hook/PromotionHook.java
//SOURCES ratchet/promote/hook/ShellWords.java

//SOURCES features.java
//SOURCES gate.java
//SOURCES model.java
//SOURCES promote.reload.java
//SOURCES store.java

//SOURCES ratchet/promote/rollout/AliasChange.java
//SOURCES ratchet/promote/rollout/AnchorChange.java
//SOURCES ratchet/promote/rollout/ChampionFile.java
//SOURCES ratchet/promote/rollout/ConfirmedSwitch.java
//SOURCES ratchet/promote/rollout/HookResult.java
//SOURCES ratchet/promote/rollout/ModelOutcome.java
//SOURCES ratchet/promote/rollout/PromotionListener.java
//SOURCES ratchet/promote/rollout/RefusalExplanation.java
//SOURCES ratchet/promote/rollout/SwitchResult.java
//SOURCES ratchet/promote/rollout/SwitchRuntimes.java

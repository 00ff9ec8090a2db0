//SOURCES model.java

//SOURCES ratchet/features/Features.java
//SOURCES ratchet/features/GoldenInputs.java
//SOURCES ratchet/features/HazardCurve.java
//SOURCES ratchet/features/Inputs.java
//SOURCES ratchet/features/LoadedModel.java
//SOURCES ratchet/features/Score.java
//SOURCES ratchet/features/Scorer.java

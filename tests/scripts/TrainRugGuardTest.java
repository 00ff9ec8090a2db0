import ratchet.model.ModelName;

class TrainRugGuardTest extends TrainCommandContract {
  TrainRugGuardTest() {
    super(ModelName.RUGGUARD, "rugguard_v2.json", "f1", "label_rug");
  }
}

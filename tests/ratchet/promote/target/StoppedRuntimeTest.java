package ratchet.promote.target;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.model.ModelName.ALPHA;
import static ratchet.model.ModelName.FILLNET;
import static ratchet.model.ModelName.RUGGUARD;
import static ratchet.model.ModelName.SURVIVAL;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ratchet.model.ModelName;
import ratchet.runtime.Role;

class StoppedRuntimeTest {
  @Test
  void namesTheCommandThatWouldListenThere() throws IOException {
    URI stopped = reload("127.0.0.1", freePort());
    String port = " --port " + stopped.getPort();
    assertThat(start(FILLNET, stopped)).isEqualTo("serve --role executor" + port);
    assertThat(start(ALPHA, stopped)).isEqualTo("serve --role alpha-ranker" + port);
    assertThat(start(RUGGUARD, stopped)).isEqualTo("serve --role all" + port);
    assertThat(start(SURVIVAL, reload("localhost", stopped.getPort())))
        .isEqualTo("serve --role all" + port);
  }

  @Test
  void theRolesServeTheirModels() throws IOException {
    URI stopped = reload("127.0.0.1", freePort());
    for (ModelName model : ModelName.all()) {
      String role = start(model, stopped).split(" ")[2];
      assertThat(Arrays.stream(Role.values()).filter(one -> one.id().equals(role)))
          .singleElement()
          .satisfies(one -> assertThat(one.models()).contains(model));
    }
  }

  @Test
  void isSilentWhereOneListensOrServeCouldNot() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      int free = freePort();
      assertThat(
              StoppedRuntime.start(
                  FILLNET,
                  List.of(
                      reload("127.0.0.1", port),
                      URI.create("http://127.0.0.1:" + free + "/elsewhere"),
                      URI.create("https://127.0.0.1:" + free + "/control/reload-models"),
                      URI.create("http://127.0.0.1/control/reload-models"),
                      reload("runtime.invalid", free))))
          .isEmpty();
      assertThat(
              StoppedRuntime.start(
                  FILLNET, List.of(reload("127.0.0.1", port), reload("127.0.0.1", free))))
          .contains("serve --role executor --port " + free);
    }
  }

  private static String start(ModelName model, URI url) {
    return StoppedRuntime.start(model, List.of(url)).orElseThrow();
  }

  private static URI reload(String host, int port) {
    return URI.create("http://" + host + ":" + port + "/control/reload-models");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}

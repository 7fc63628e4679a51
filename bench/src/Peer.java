import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// How a server is asked for what is measured: Skerry by Kubernetes' API, etcd by its JSON gateway.
enum Peer {
  SKERRY {
    @Override
    void put(Wire wire, String name, String text, boolean fresh) throws Exception {
      String object =
          "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"" + name + "\",\"annotations\":{\"t\":\""
              + text + "\"}},\"spec\":{\"schedulerName\":\"nobody\",\"containers\":[{\"name\":\"main\",\"image\":\"shop:v1\"}]}}";
      if (fresh) {
        int status = wire.send("POST", PODS, object);
        if (status != CONFLICT) {
          expect(status);
        }
      } else {
        String patch = "{\"metadata\":{\"annotations\":{\"t\":\"" + text + "\"}}}";
        expect(wire.patch(PODS + "/" + name, patch));
      }
    }

    @Override
    void list(Wire wire) throws Exception {
      expect(wire.send("GET", PODS, ""));
    }

    @Override
    void watch(Wire wire) throws Exception {
      wire.ask("GET", PODS + "?watch=true&sendInitialEvents=false", "");
    }

    @Override
    String event() {
      return "\"MODIFIED\"";
    }

    @Override
    long time(String line) {
      int at = line.indexOf("{\"t\":\"") + 6;
      return Long.parseLong(line.substring(at, line.indexOf('"', at)));
    }
  },
  ETCD {
    @Override
    void put(Wire wire, String name, String text, boolean fresh) throws Exception {
      String value = "{\"t\":\"" + text + "\"," + "\"x\":\"" + "x".repeat(POD_BYTES) + "\"}";
      expect(
          wire.post("/v3/kv/put", "{\"key\":\"" + base64(PODS + "/" + name) + "\",\"value\":\"" + base64(value) + "\"}"));
    }

    @Override
    void list(Wire wire) throws Exception {
      expect(wire.post("/v3/kv/range", "{" + range() + "}"));
    }

    @Override
    void watch(Wire wire) throws Exception {
      wire.ask("POST", "/v3/watch", "{\"create_request\":{" + range() + "}}");
    }

    @Override
    String event() {
      return "\"mod_revision\"";
    }

    @Override
    long time(String line) {
      int at = line.indexOf("\"value\":\"") + 9;
      String value = new String(Base64.getDecoder().decode(line.substring(at, line.indexOf('"', at))), StandardCharsets.UTF_8);
      return SKERRY.time(value);
    }
  };

  private static final String PODS = "/api/v1/namespaces/bench/pods";

  /// So that a value is as large as the pod is at Skerry, with its defaults and managedFields.
  private static final int POD_BYTES = 1_700;

  /// A pod of an earlier run is there.
  private static final int CONFLICT = 409;

  /// Makes or changes one pod; one that is there already may be taken for made.
  ///
  /// @param text stands in it
  abstract void put(Wire wire, String name, String text, boolean fresh) throws Exception;

  /// Reads all pods.
  abstract void list(Wire wire) throws Exception;

  /// Asks for changes from now on.
  abstract void watch(Wire wire) throws Exception;

  /// What every event has once.
  abstract String event();

  /// The text of the pod in an event, a number.
  abstract long time(String line);

  private static void expect(int status) {
    if (status / 100 != 2) {
      throw new IllegalStateException("HTTP " + status);
    }
  }

  private static String range() {
    return "\"key\":\"" + base64(PODS + "/") + "\",\"range_end\":\"" + base64(PODS + "0") + "\"";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.skerry.api.fuzz;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Bodies of requests: objects with something wrong in them, patches, and bytes that were changed
/// after all that.
final class Bodies {
  private static final String POD =
      "{'containers':[{'name':'c','image':'shop:v1','env':[{'name':'A','value':'b'},{'name':'S',"
          + "'valueFrom':{'fieldRef':{'fieldPath':'metadata.name'}}}],'ports':[{'containerPort':80}],"
          + "'resources':{'limits':{'memory':'64Mi','cpu':'100m'}},'readinessProbe':{'httpGet':"
          + "{'path':'/','port':80},'periodSeconds':1}}],'volumes':[{'name':'v','emptyDir':{}}]}";
  private static final String SELECT =
      "'selector':{'matchLabels':{'a':'b'}},'template':{'metadata':{'labels':{'a':'b'}},'spec':"
          + POD
          + "}";

  /// The end of a collection's path, and an object of it.
  private static final List<List<String>> EXAMPLES =
      List.of(
          List.of("configmaps", "v1", "ConfigMap", "'data':{'k':'v'},'binaryData':{'b':'AQI='}"),
          List.of(
              "secrets",
              "v1",
              "Secret",
              "'data':{'k':'dg=='},'stringData':{'t':'x'},'type':'Opaque'"),
          List.of("serviceaccounts", "v1", "ServiceAccount", "'automountServiceAccountToken':true"),
          List.of("pods", "v1", "Pod", "'spec':" + POD),
          List.of(
              "events",
              "v1",
              "Event",
              "'reason':'R','message':'m','count':1,'involvedObject':"
                  + "{'kind':'Pod','namespace':'default','name':'a'},'lastTimestamp':'2026-01-01T00:00:00Z'"),
          List.of("namespaces", "v1", "Namespace", "'spec':{'finalizers':['kubernetes']}"),
          List.of(
              "nodes",
              "v1",
              "Node",
              "'spec':{'unschedulable':true},'status':{'capacity':"
                  + "{'cpu':'1','memory':'1Gi'},'conditions':[{'type':'Ready','status':'True'}]}"),
          List.of(
              "deployments",
              "apps/v1",
              "Deployment",
              "'spec':{'replicas':2,'strategy':{'type':"
                  + "'RollingUpdate','rollingUpdate':{'maxSurge':'25%','maxUnavailable':1}},"
                  + SELECT
                  + "}"),
          List.of("replicasets", "apps/v1", "ReplicaSet", "'spec':{'replicas':1," + SELECT + "}"),
          List.of(
              "leases",
              "coordination.k8s.io/v1",
              "Lease",
              "'spec':{'holderIdentity':'me',"
                  + "'leaseDurationSeconds':15,'renewTime':'2026-01-01T00:00:00.000000Z'}"),
          List.of("sites", "skerry.dev/v1alpha1", "Site", "'spec':{'parent':'core','tier':1}"),
          List.of(
              "placements",
              "skerry.dev/v1alpha1",
              "Placement",
              "'spec':{'workloads':[{'kind':"
                  + "'Deployment','name':'a'}],'sites':{'matchLabels':{}},'replicasPerSite':2}"));

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "1.5",
          "9223372036854775807",
          "9223372036854775808",
          "1e400",
          "\"\"",
          "\"x\"",
          "[]",
          "{}",
          "[null]",
          "{\"\":null}",
          "[[[[]]]]",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\u202e\"",
          "\"100%\"",
          "\"-5Gi\"",
          "\"1e99Ki\"",
          "[{}]",
          "[1,\"a\"]",
          "{\"a\":{\"a\":{\"a\":{}}}}",
          "\"2026-13-45T99:99:99Z\"",
          "\"a/b/c\"",
          "-2147483649",
          "\"kubernetes.io/../../x\"",
          "{\"$patch\":\"delete\"}",
          "{\"$patch\":\"replace\"}");
  private static final List<String> EXTRAS =
      List.of(
          "'finalizers':['a.b/c']",
          "'ownerReferences':[{'uid':'u','kind':'Pod','name':'a','apiVersion':'v1'}]",
          "'labels':{'a':'b'}",
          "'annotations':{'x':'y'}",
          "'managedFields':[{}]",
          "'generateName':'g-'",
          "'uid':'u'",
          "'resourceVersion':'5'",
          "'deletionTimestamp':'2026-01-01T00:00:00Z'",
          "'generation':-4",
          "'creationTimestamp':7",
          "'namespace':'other'");

  private final Random chance;

  Bodies(Random chance) {
    this.chance = chance;
  }

  byte[] body(String path, String type) {
    Json object = object(path);
    String text =
        switch (type) {
          case "application/json-patch+json" -> patch();
          case "application/yaml", "application/apply-patch+yaml" -> yaml(object);
          default -> object.toString();
        };
    if (chance.nextInt(25) == 0) {
      text = text.replaceFirst("\"metadata\"", "\"metadata\":{},\"metadata\"");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (type.endsWith("protobuf")) {
      bytes = protobuf(bytes);
    }
    return chance.nextInt(10) == 0 ? mangled(bytes) : bytes;
  }

  private Json object(String path) {
    List<String> example = EXAMPLES.get(chance.nextInt(EXAMPLES.size()));
    if (chance.nextInt(10) > 0) {
      example =
          EXAMPLES.stream()
              .filter(each -> path.contains("/" + each.getFirst()))
              .reduce(example, (_, last) -> last);
    }
    String extra = chance.nextInt(3) == 0 ? "," + EXTRAS.get(chance.nextInt(EXTRAS.size())) : "";
    String name = "abc".charAt(chance.nextInt(3)) + "";
    Json object =
        parse(
            "{'apiVersion':'"
                + example.get(1)
                + "','kind':'"
                + example.get(2)
                + "','metadata':{'name':'"
                + name
                + "'"
                + extra
                + "},"
                + example.get(3)
                + "}");
    for (int n = chance.nextInt(3); n > 0; n--) {
      object = wrong(object);
    }
    return object;
  }

  private static Json parse(String text) {
    try {
      return JsonText.parse(
              text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonLimits.STORED)
          .value();
    } catch (JsonRefused bug) {
      throw new IllegalStateException(text, bug);
    }
  }

  private Json value() {
    String text = VALUES.get(chance.nextInt(VALUES.size()));
    try {
      return JsonText.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.STORED).value();
    } catch (JsonRefused _) {
      // A number or a text that this JSON cannot hold goes in as bytes elsewhere.
      return Json.Null.VALUE;
    }
  }

  /// The same with one thing in it replaced, left out, added or twice as deep.
  private Json wrong(Json from) {
    boolean here = chance.nextInt(4) == 0;
    return switch (from) {
      case Obj object when !here && !object.isEmpty() -> wrong(object);
      case Json.Arr(List<Json> items) when !here && !items.isEmpty() -> {
        var copy = new ArrayList<>(items);
        int at = chance.nextInt(copy.size());
        copy.set(at, wrong(copy.get(at)));
        if (chance.nextInt(4) == 0) {
          copy.add(copy.get(at));
        }
        yield Json.array(copy);
      }
      default -> value();
    };
  }

  private Json wrong(Obj object) {
    var keys = new ArrayList<String>();
    object.forEach((key, _) -> keys.add(key));
    String key = keys.get(chance.nextInt(keys.size()));
    return switch (chance.nextInt(6)) {
      case 0 -> object.without(key);
      case 1 -> object.with("odd", value());
      case 2 -> object.with(key, value());
      default -> object.with(key, wrong(object.find(key).orElse(Json.Null.VALUE)));
    };
  }

  private String patch() {
    var operations = new StringBuilder("[");
    List<String> ops = List.of("add", "remove", "replace", "move", "copy", "test", "x");
    List<String> paths =
        List.of(
            "/metadata/labels/a",
            "/spec/replicas",
            "/spec",
            "",
            "/",
            "/metadata/name",
            "/data/k",
            "/spec/template/spec/containers/0/image",
            "/spec/template/spec/containers/-",
            "/metadata/labels/~1~0",
            "/a/b/c/d",
            "/metadata/managedFields",
            "/kind",
            "x",
            "/spec/template/spec/containers/99999999999",
            "/metadata/resourceVersion");
    for (int n = 1 + chance.nextInt(3); n > 0; n--) {
      operations
          .append(operations.length() > 1 ? "," : "")
          .append("{\"op\":\"" + ops.get(chance.nextInt(ops.size())) + "\",\"path\":\"")
          .append(paths.get(chance.nextInt(paths.size())))
          .append("\",\"from\":\"" + paths.get(chance.nextInt(paths.size())) + "\",\"value\":")
          .append(VALUES.get(chance.nextInt(VALUES.size())))
          .append("}");
    }
    return operations.append("]").toString();
  }

  /// JSON is YAML; some of it with what only YAML has.
  private String yaml(Json object) {
    String text = object.toString();
    return switch (chance.nextInt(8)) {
      case 0 -> "x: &a [1, 2]\ny: *a\n" + text;
      case 1 -> "--- \n" + text + "\n---\n" + text;
      case 2 -> "!!java.net.URL [\"http://localhost\"]";
      case 3 -> text.replace("\"a\"", "!!binary 4Q==");
      case 4 -> "? [a]\n: b\n<<: *nobody";
      default -> text;
    };
  }

  private byte[] protobuf(byte[] json) {
    byte[] magic = {'k', '8', 's', 0};
    byte[] raw = Arrays.copyOf(magic, magic.length + 40);
    for (int n = magic.length; n < raw.length; n++) {
      raw[n] = (byte) chance.nextInt(256);
    }
    return chance.nextInt(4) == 0 ? json : raw;
  }

  private byte[] mangled(byte[] bytes) {
    if (bytes.length < 2) {
      return bytes;
    }
    byte[] copy = bytes.clone();
    for (int n = 1 + chance.nextInt(3); n > 0; n--) {
      copy[chance.nextInt(copy.length)] = (byte) chance.nextInt(256);
    }
    return chance.nextInt(3) == 0 ? Arrays.copyOf(copy, chance.nextInt(copy.length)) : copy;
  }
}

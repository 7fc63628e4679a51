package dev.skerry.node.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.NodeName;
import dev.skerry.model.meta.Uid;
import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.ImageInfo;
import dev.skerry.node.driver.PodPlan;
import dev.skerry.node.driver.Refused;
import dev.skerry.node.driver.VolumePlan;
import dev.skerry.node.probe.Action;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlansTest {
  private static final Here HERE = new Here(new NodeName("s1-1"), "192.0.2.1", 4000, 8L << 30);
  private static final Uid UID = Uid.random(1, 0);

  private final SortedMap<String, Obj> configMaps = new TreeMap<>();
  private final SortedMap<String, Obj> secrets = new TreeMap<>();

  private static Obj json(String text) {
    try {
      byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      return (Obj) JsonText.parse(bytes, JsonLimits.REQUEST).value();
    } catch (JsonRefused refused) {
      throw new IllegalArgumentException(refused);
    }
  }

  private WantedPod pod(String spec) {
    Obj metadata =
        json(
            "{'name':'web','namespace':'default','uid':'"
                + UID
                + "','labels':{'app':'shop','zone':'s1'},'annotations':{'a/b':'c'}}");
    Obj pod = Json.object().put("metadata", metadata).put("spec", json(spec)).build();
    return new WantedPod(pod, configMaps, secrets);
  }

  private static ImageInfo image(String user) {
    return new ImageInfo(
        "shop:v1",
        "sha256:0",
        List.of("/java"),
        List.of("Shop"),
        List.of("PATH=/bin", "MODE=image"),
        "/srv",
        user,
        "",
        new TreeMap<>());
  }

  private Planned<ContainerPlan> plan(WantedPod pod, ImageInfo image) {
    return new ContainerPlans(pod, HERE, "10.0.0.7")
        .plan(pod.containers().getFirst(), new ContainerId(UID, "web", 0), image);
  }

  private ContainerPlan ready(String container) {
    Planned<ContainerPlan> planned = plan(pod("{'containers':[" + container + "]}"), image(""));
    assertThat(planned).isInstanceOf(Planned.Ready.class);
    return ((Planned.Ready<ContainerPlan>) planned).plan();
  }

  private static <T> String blocked(Planned<T> planned) {
    assertThat(planned).isInstanceOf(Planned.Blocked.class);
    return ((Planned.Blocked<T>) planned).message();
  }

  @Test
  void variablesExpandAsInKubernetes() {
    var variables = new TreeMap<String, String>();
    variables.put("A", "one");
    variables.put("B", "$(A)");
    for (String line :
        List.of(
            "$(A) -> one",
            "x$(A)y$(A) -> xoneyone",
            "$(B) -> $(A)",
            "$(C) -> $(C)",
            "$$(A) -> $(A)",
            "$$$(A) -> $one",
            "$A -> $A",
            "$ -> $",
            "$( -> $(",
            "$(A -> $(A",
            "cost $5 -> cost $5",
            "$() -> $()")) {
      String[] sides = line.split(" -> ", 2);
      assertThat(Expansion.expand(sides[0], variables)).as(line).isEqualTo(sides[1]);
    }
  }

  @Test
  void commandReplacesEntrypointAndArgsReplaceTheImagesCommand() {
    assertThat(ready("{'name':'web'}").argv()).containsExactly("/java", "Shop");
    assertThat(ready("{'name':'web','args':['x']}").argv()).containsExactly("/java", "x");
    assertThat(ready("{'name':'web','command':['/sh']}").argv()).containsExactly("/sh");
    assertThat(
            ready(
                    """
                    {'name':'web','command':['/sh'],'args':['$(A)','$$(A)'],
                     'env':[{'name':'A','value':'1'}]}
                    """)
                .argv())
        .containsExactly("/sh", "1", "$(A)");
  }

  @Test
  void theEnvironmentComesFromEverywhere() {
    configMaps.put("till", json("{'data':{'vat':'19','currency':'EUR'}}"));
    secrets.put("key", json("{'data':{'token':'czNjcmV0'}}"));
    ContainerPlan plan =
        ready(
            """
            {'name':'web','resources':{'limits':{'cpu':'1500m','memory':'64Mi'}},
             'envFrom':[{'prefix':'TILL_','configMapRef':{'name':'till'}},
                        {'secretRef':{'name':'none','optional':true}}],
             'env':[{'name':'MODE','value':'pod'},
              {'name':'TOKEN','valueFrom':{'secretKeyRef':{'name':'key','key':'token'}}},
              {'name':'GONE','valueFrom':{'configMapKeyRef':{'name':'till','key':'x','optional':true}}},
              {'name':'NAME','valueFrom':{'fieldRef':{'fieldPath':'metadata.name'}}},
              {'name':'ZONE','valueFrom':{'fieldRef':{'fieldPath':"metadata.labels['zone']"}}},
              {'name':'NODE','valueFrom':{'fieldRef':{'fieldPath':'spec.nodeName'}}},
              {'name':'IP','valueFrom':{'fieldRef':{'fieldPath':'status.podIP'}}},
              {'name':'CPUS','valueFrom':{'resourceFieldRef':{'resource':'limits.cpu'}}},
              {'name':'MEM','valueFrom':{'resourceFieldRef':{'resource':'limits.memory','divisor':'1Mi'}}},
              {'name':'URL','value':'http://$(IP):80'}]}
            """
                .replace("\"metadata.labels['zone']\"", "'metadata.labels[\\u0027zone\\u0027]'"));
    assertThat(plan.env())
        .containsExactly(
            "PATH=/bin",
            "MODE=pod",
            "TILL_currency=EUR",
            "TILL_vat=19",
            "TOKEN=s3cret",
            "NAME=web",
            "ZONE=s1",
            "NODE=s1-1",
            "IP=10.0.0.7",
            "CPUS=2",
            "MEM=64",
            "URL=http://10.0.0.7:80");
    assertThat(plan.limits().cpuMillis()).isEqualTo(OptionalLong.of(1500));
    assertThat(plan.limits().cpuShares()).isEqualTo(1536);
    assertThat(plan.limits().memoryBytes()).isEqualTo(OptionalLong.of(64L << 20));
  }

  @Test
  void everythingThatIsMissingIsNamedAtOnce() {
    configMaps.put("till", json("{'data':{}}"));
    String message =
        blocked(
            plan(
                pod(
                    """
                    {'containers':[{'name':'web','envFrom':[{'secretRef':{'name':'key'}}],
                     'env':[{'name':'A','valueFrom':{'configMapKeyRef':{'name':'till','key':'vat'}}}]}]}
                    """),
                image("")));
    assertThat(message)
        .isEqualTo("secret \"key\" not found; couldn't find key vat in ConfigMap default/till");
  }

  @Test
  void volumesAreResolved() {
    configMaps.put("till", json("{'metadata':{'name':'till'},'data':{'a':'1','b':'2'}}"));
    Planned<PodPlan> planned =
        PodPlans.plan(
            pod(
                """
                {'containers':[],'volumes':[
                 {'name':'tmp','emptyDir':{'medium':'Memory','sizeLimit':'1Mi'}},
                 {'name':'sales','hostPath':{'path':'/var/lib/skerry/volumes/sales','type':'DirectoryOrCreate'}},
                 {'name':'host','hostPath':{'path':'/etc'}},
                 {'name':'conf','configMap':{'name':'till','defaultMode':256,
                    'items':[{'key':'a','path':'x/a','mode':511}]}},
                 {'name':'all','projected':{'sources':[{'configMap':{'name':'till'}},
                    {'downwardAPI':{'items':[{'path':'labels','fieldRef':{'fieldPath':'metadata.labels'}}]}}]}}]}
                """),
            HERE);
    assertThat(planned).isInstanceOf(Planned.Ready.class);
    List<VolumePlan> volumes = ((Planned.Ready<PodPlan>) planned).plan().volumes();
    assertThat(volumes.get(0)).isEqualTo(new VolumePlan.Empty("tmp", true, 1 << 20));
    assertThat(volumes.get(1)).isEqualTo(new VolumePlan.Durable("sales", "sales"));
    assertThat(volumes.get(2)).isEqualTo(new VolumePlan.Host("host", "/etc", ""));
    var conf = (VolumePlan.Files) volumes.get(3);
    assertThat(conf.files()).containsOnlyKeys("x/a");
    assertThat(conf.mode()).isEqualTo(0400);
    assertThat(conf.modes()).containsEntry("x/a", 0777);
    var all = (VolumePlan.Files) volumes.get(4);
    assertThat(all.files()).containsOnlyKeys("a", "b", "labels");
    assertThat(all.files().get("labels")).asString().isEqualTo("app=\"shop\"\nzone=\"s1\"");
  }

  @Test
  void aFileThatWouldLeaveItsVolumeIsNamed() {
    configMaps.put("till", json("{'data':{'a':'1'}}"));
    String spec =
        "{'containers':[],'volumes':[{'name':'conf','configMap':{'name':'till',"
            + "'items':[{'key':'a','path':'../a'}]}}]}";
    assertThat(blocked(PodPlans.plan(pod(spec), HERE))).contains("'../a' leaves its volume");
    String nested =
        "{'containers':[],'volumes':[{'name':'v','hostPath':"
            + "{'path':'/var/lib/skerry/volumes/../x','type':'DirectoryOrCreate'}}]}";
    assertThat(blocked(PodPlans.plan(pod(nested), HERE))).contains("needs one name there");
  }

  @Test
  void theContainersSecurityWinsOverThePods() {
    WantedPod pod =
        pod(
            """
            {'securityContext':{'runAsUser':1000,'runAsGroup':7,'fsGroup':2000,'supplementalGroups':[5]},
             'containers':[{'name':'web','securityContext':{'runAsUser':1001,
               'allowPrivilegeEscalation':false,'capabilities':{'drop':['ALL']}}}]}
            """);
    var security = ((Planned.Ready<ContainerPlan>) plan(pod, image(""))).plan().security();
    assertThat(security.user()).contains(new ContainerPlan.Ids(1001, OptionalLong.of(7)));
    assertThat(security.supplementalGroups()).containsExactly(2000L, 5L);
    assertThat(security.noNewPrivileges()).isTrue();
    assertThat(security.dropCapabilities()).containsExactly("ALL");
    assertThat(security.seccomp()).isEqualTo("RuntimeDefault");
  }

  @Test
  void runAsNonRootIsHeldAgainstTheImage() {
    WantedPod pod = pod("{'securityContext':{'runAsNonRoot':true},'containers':[{'name':'web'}]}");
    assertThat(blocked(plan(pod, image("")))).contains("will run as root");
    assertThat(blocked(plan(pod, image("nobody")))).contains("non-numeric user (nobody)");
    assertThat(plan(pod, image("65534:65534"))).isInstanceOf(Planned.Ready.class);
  }

  @Test
  void qualityOfServiceFollowsRequestsAndLimits() {
    String cpuAndMemory = "{'cpu':'1','memory':'1Gi'}";
    assertThat(qos("{}")).isEqualTo("BestEffort");
    assertThat(qos("{'requests':{'cpu':'1'}}")).isEqualTo("Burstable");
    assertThat(qos("{'limits':" + cpuAndMemory + "}")).isEqualTo("Guaranteed");
    assertThat(qos("{'limits':" + cpuAndMemory + ",'requests':{'cpu':'500m'}}"))
        .isEqualTo("Burstable");
  }

  private String qos(String resources) {
    return Resources.qosClass(pod("{'containers':[{'name':'web','resources':" + resources + "}]}"));
  }

  @Test
  void fieldsThatAskForNothingAreNotRefused() {
    WantedPod pod =
        pod(
            """
            {'automountServiceAccountToken':false,'shareProcessNamespace':false,'schedulerName':'x',
             'securityContext':{},'os':{'name':'linux'},'tolerations':[{'key':'a','operator':'Exists'}],
             'containers':[{'name':'web','resources':{},'volumeMounts':
               [{'name':'a','mountPath':'/a','mountPropagation':'None'}]}]}
            """);
    assertThat(FieldCheck.check(pod)).isEmpty();
  }

  @Test
  void refusedFieldsAreNamedWithTheirIndex() {
    WantedPod pod =
        pod(
            """
            {'automountServiceAccountToken':true,'teleport':1,
             'containers':[{'name':'a'},{'name':'b',
               'resources':{'limits':{'cpu':'1','nvidia.com/gpu':1}},
               'livenessProbe':{'grpc':{'port':1}}}]}
            """);
    assertThat(FieldCheck.check(pod).stream().map(Refused::field))
        .containsExactly(
            "spec.automountServiceAccountToken",
            "spec.containers[1].livenessProbe.grpc.port",
            "spec.containers[1].resources.limits.nvidia.com/gpu",
            "spec.teleport");
  }

  @Test
  void probesFindTheirPortByName() {
    Obj container =
        json(
            """
            {'name':'web','ports':[{'name':'http','containerPort':8080}],
             'readinessProbe':{'httpGet':{'port':'http','path':'ready?x=1','scheme':'HTTPS',
                'httpHeaders':[{'name':'A','value':'b'}]}}}
            """);
    assertThat(ActionPlans.probes(container).getFirst().action())
        .isEqualTo(
            new Action.Http("HTTPS", "", 8080, "/ready?x=1", List.of(new Action.Header("A", "b"))));
  }
}

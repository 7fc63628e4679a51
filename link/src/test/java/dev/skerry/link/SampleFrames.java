package dev.skerry.link;

import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.sync.feed.Cursor;
import dev.skerry.sync.feed.FeedItem;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.FrameWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Frames like those of a fleet: objects of the usual kinds, one or a few in a batch, and the small
/// frames between them. The same seed gives the same frames.
final class SampleFrames {
  private static final List<String> WORDS =
      List.of("shop", "till", "web", "camera", "db", "cache", "gateway", "model", "queue", "probe");

  private final Random chance;

  SampleFrames(long seed) {
    this.chance = new Random(seed);
  }

  List<byte[]> texts(int count) {
    var texts = new ArrayList<byte[]>();
    for (int i = 0; i < count; i++) {
      texts.addAll(FrameWriter.write(frame()));
    }
    return texts;
  }

  Frame frame() {
    long position = chance.nextInt(1_000_000);
    return switch (chance.nextInt(8)) {
      case 0 ->
          new Frame.Ack(
              chance.nextInt(900), Optional.of(new Cursor(hex(), new Revision(position))));
      case 1 -> new Frame.Ping(chance.nextInt(9000));
      case 2 -> new Frame.Want(0, List.of(key(Part.SPEC), key(Part.STATUS)), List.of());
      case 3 ->
          new Frame.Offer(
              new Revision(position),
              false,
              0,
              List.of(
                  new Frame.Entry(key(Part.SPEC), new Version(1, position)),
                  new Frame.Entry(key(Part.REPORT), new Version(1, position))),
              true);
      default -> batch(position);
    };
  }

  private Frame batch(long from) {
    var items = new ArrayList<FeedItem>();
    int count = 1 + chance.nextInt(3);
    for (int i = 0; i < count; i++) {
      items.add(new FeedItem(new Revision(from + 1 + i), record()));
    }
    return new Frame.Batch(new Revision(from), new Revision(from + count), items);
  }

  private PartRecord record() {
    String name = word() + "-" + chance.nextInt(100);
    var version = new Version(1, chance.nextInt(100_000));
    return switch (chance.nextInt(6)) {
      case 0 -> record(Part.SPEC, new GroupKind("apps", "Deployment"), name, version, deployment());
      case 1 -> record(Part.SHARE, new GroupKind("apps", "Deployment"), name, version, share());
      case 2 -> record(Part.STATUS, new GroupKind("apps", "Deployment"), name, version, status());
      case 3 -> record(Part.REPORT, GroupKind.core("Pod"), name, version, pod(name));
      case 4 -> record(Part.REPORT, GroupKind.core("Node"), name, version, node(name));
      default -> record(Part.REPORT, GroupKind.core("Event"), name, version, event(name));
    };
  }

  private PartRecord record(Part part, GroupKind kind, String name, Version version, Obj body) {
    var site = new SiteName("s" + chance.nextInt(50));
    var object = ObjectKey.of(kind, "default", name);
    return new PartRecord(key(part), version, object, site, new Body.Present(body));
  }

  private Obj deployment() {
    String app = word();
    Obj template =
        object("{'metadata':{'labels':{'app':'%s'}},'spec':%s}".formatted(app, podSpec(app)));
    return object(
            ("{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'annotations':{"
                    + "'kubectl.kubernetes.io/last-applied-configuration':'','deployment.kubernetes.io/revision':'1'},"
                    + "'creationTimestamp':'%s','generation':%d,'labels':{'app':'%s','app.kubernetes.io/name':'%s'},"
                    + "'managedFields':[{'apiVersion':'apps/v1','fieldsType':'FieldsV1','fieldsV1':{'f:metadata':{'f:labels':{'.':{},'f:app':{}}},"
                    + "'f:spec':{'f:replicas':{},'f:selector':{},'f:strategy':{},'f:template':{}}},'manager':'kubectl','operation':'Apply','time':'%s'}],"
                    + "'name':'%s','namespace':'default'},'spec':{'progressDeadlineSeconds':600,'replicas':%d,'revisionHistoryLimit':10,"
                    + "'selector':{'matchLabels':{'app':'%s'}},'strategy':{'rollingUpdate':{'maxSurge':'25%%','maxUnavailable':'25%%'},'type':'RollingUpdate'}}}")
                .formatted(
                    time(), chance.nextInt(9), app, app, time(), app, chance.nextInt(9), app))
        .withAt(template, "spec", "template");
  }

  private String podSpec(String app) {
    return ("{'containers':[{'env':[{'name':'SITE','valueFrom':{'fieldRef':{'fieldPath':'metadata.labels'}}}],'image':'%s:v%d',"
            + "'imagePullPolicy':'IfNotPresent','livenessProbe':{'httpGet':{'path':'/healthz','port':8080},'periodSeconds':10,'timeoutSeconds':1},"
            + "'name':'%s','ports':[{'containerPort':8080,'protocol':'TCP'}],'readinessProbe':{'httpGet':{'path':'/info','port':8080}},"
            + "'resources':{'limits':{'cpu':'500m','memory':'128Mi'},'requests':{'cpu':'100m','memory':'64Mi'}},"
            + "'volumeMounts':[{'mountPath':'/data','name':'data'}]}],'nodeName':'s1-1','restartPolicy':'Always',"
            + "'terminationGracePeriodSeconds':30,'volumes':[{'emptyDir':{},'name':'data'},{'configMap':{'name':'%s'},'name':'config'},"
            + "{'hostPath':{'path':'/var/lib','type':'DirectoryOrCreate'},'name':'host'}]}")
        .formatted(app, chance.nextInt(9), app, app);
  }

  private Obj pod(String name) {
    Obj spec = object(podSpec(word()));
    return object(
            ("{'apiVersion':'v1','kind':'Pod','metadata':{'creationTimestamp':'%s','labels':{'app':'%s','pod-template-hash':'%s'},"
                    + "'name':'%s','namespace':'default','ownerReferences':[{'apiVersion':'apps/v1','blockOwnerDeletion':true,'controller':true,"
                    + "'kind':'ReplicaSet','name':'%s','uid':'%s'}],'uid':'%s'},'status':{'conditions':["
                    + "{'lastTransitionTime':'%s','status':'True','type':'PodScheduled'},{'lastTransitionTime':'%s','status':'True','type':'Initialized'},"
                    + "{'lastTransitionTime':'%s','status':'True','type':'ContainersReady'},{'lastTransitionTime':'%s','status':'True','type':'Ready'}],"
                    + "'containerStatuses':[{'containerID':'crun://%s','image':'%s','imageID':'sha256:%s','lastState':{},'name':'%s','ready':true,"
                    + "'restartCount':%d,'started':true,'state':{'running':{'startedAt':'%s'}}}],'hostIP':'127.0.0.1','phase':'Running','podIP':'127.64.0.%d',"
                    + "'qosClass':'Burstable','startTime':'%s'}}")
                .formatted(
                    time(),
                    word(),
                    hex(),
                    name,
                    word(),
                    uid(),
                    uid(),
                    time(),
                    time(),
                    time(),
                    time(),
                    hex(),
                    word(),
                    hex(),
                    word(),
                    chance.nextInt(5),
                    time(),
                    chance.nextInt(250),
                    time()))
        .with("spec", spec);
  }

  private Obj node(String name) {
    return object(
        ("{'apiVersion':'v1','kind':'Node','metadata':{'labels':{'kubernetes.io/arch':'amd64','kubernetes.io/hostname':'%s','kubernetes.io/os':'linux',"
                + "'topology.kubernetes.io/region':'core','topology.kubernetes.io/zone':'s1'},'name':'%s'},'spec':{'unschedulable':false},"
                + "'status':{'addresses':[{'address':'127.0.0.1','type':'InternalIP'}],'allocatable':{'cpu':'2','ephemeral-storage':'20Gi','memory':'%dMi','pods':'110'},"
                + "'capacity':{'cpu':'2','memory':'4Gi','pods':'110'},'conditions':[{'lastHeartbeatTime':'%s','lastTransitionTime':'%s','message':'the"
                + " node agent is running','reason':'NodeReady','status':'True','type':'Ready'}],"
                + "'nodeInfo':{'architecture':'amd64','bootID':'%s','containerRuntimeVersion':'crun://1.8','kernelVersion':'6.1','kubeletVersion':'v1.33.0'}}}")
            .formatted(name, name, chance.nextInt(4096), time(), time(), hex()));
  }

  private Obj event(String name) {
    return object(
        ("{'apiVersion':'v1','kind':'Event','count':%d,'eventTime':null,'firstTimestamp':'%s','involvedObject':{'apiVersion':'v1','kind':'Pod','name':'%s','namespace':'default','uid':'%s'},'lastTimestamp':'%s','message':'Started"
                + " container %s','metadata':{'name':'%s.%s',"
                + "'namespace':'default'},'reason':'%s','reportingComponent':'skerry-node','source':{'component':'skerry-node','host':'s1-1'},'type':'Normal'}")
            .formatted(
                chance.nextInt(20),
                time(),
                name,
                uid(),
                time(),
                word(),
                name,
                hex(),
                List.of("Started", "Pulled", "Created", "Scheduled", "BackOff", "Killing")
                    .get(chance.nextInt(6))));
  }

  private Obj share() {
    return object(
        "{'generation':%d,'replicas':%d}".formatted(chance.nextInt(9), chance.nextInt(9)));
  }

  private Obj status() {
    return object(
        ("{'status':{'availableReplicas':%d,'conditions':[{'lastTransitionTime':'%s','lastUpdateTime':'%s','message':'ReplicaSet"
                + " has successfully"
                + " progressed.','reason':'NewReplicaSetAvailable','status':'True','type':'Progressing'},{'lastTransitionTime':'%s','message':'Deployment"
                + " has minimum availability.',"
                + "'reason':'MinimumReplicasAvailable','status':'True','type':'Available'}],'observedGeneration':%d,'readyReplicas':%d,'replicas':%d,'updatedReplicas':%d}}")
            .formatted(
                chance.nextInt(5),
                time(),
                time(),
                time(),
                chance.nextInt(9),
                chance.nextInt(5),
                chance.nextInt(5),
                chance.nextInt(5)));
  }

  private PartKey key(Part part) {
    return new PartKey(new Uid(uid()), part, new SiteName("s" + chance.nextInt(50)));
  }

  private String uid() {
    return Uid.random(chance.nextLong(), chance.nextLong()).value();
  }

  private String hex() {
    return Long.toHexString(chance.nextLong());
  }

  private String word() {
    return WORDS.get(chance.nextInt(WORDS.size()));
  }

  private String time() {
    return "2026-%02d-%02dT%02d:%02d:%02dZ"
        .formatted(
            1 + chance.nextInt(12),
            1 + chance.nextInt(28),
            chance.nextInt(24),
            chance.nextInt(60),
            chance.nextInt(60));
  }

  private static Obj object(String text) {
    return JsonText.stored(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}

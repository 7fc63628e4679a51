package dev.skerry.node.plan;

import dev.skerry.model.json.Obj;
import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.ContainerPlan.MountPlan;
import dev.skerry.node.driver.ImageInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One run of one container.
public final class ContainerPlans {
  private static final String DEFAULT_MESSAGE_PATH = "/dev/termination-log";

  private final WantedPod pod;
  private final Here here;
  private final String address;

  /// @param address the pod's, empty when it shares the host's
  public ContainerPlans(WantedPod pod, Here here, String address) {
    this.pod = pod;
    this.here = here;
    this.address = address;
  }

  /// Blocked, with reason `CreateContainerConfigError`, while something it refers to is not there.
  public Planned<ContainerPlan> plan(Obj container, ContainerId id, ImageInfo image) {
    var blockers = new Blockers();
    Map<String, String> own =
        new Environment(new Downward(pod, here, address), blockers).of(container);
    List<String> argv = argv(container, image, own);
    if (argv.isEmpty()) {
      blockers.add("no command specified by the pod or by image '" + image.reference() + "'");
    }
    var plan =
        new ContainerPlan(
            id,
            pod.id(),
            image,
            argv,
            merged(image, own),
            container.string("workingDir").orElse(image.workingDirectory()),
            mounts(container, own, blockers),
            Resources.limits(container),
            new SecurityPlan(pod, container, image, blockers).merged(),
            stdin(container),
            container.isTrue("tty"),
            container.string("terminationMessagePath").orElse(DEFAULT_MESSAGE_PATH),
            container.text("terminationMessagePolicy").equals("FallbackToLogsOnError"));
    return blockers.judge("CreateContainerConfigError", plan);
  }

  private static ContainerPlan.Stdin stdin(Obj container) {
    if (!container.isTrue("stdin")) {
      return ContainerPlan.Stdin.NONE;
    }
    return container.isTrue("stdinOnce") ? ContainerPlan.Stdin.ONCE : ContainerPlan.Stdin.KEPT;
  }

  private static List<String> argv(Obj container, ImageInfo image, Map<String, String> variables) {
    List<String> command = WantedPod.strings(container.items("command"));
    List<String> args = WantedPod.strings(container.items("args"));
    var argv = new ArrayList<String>();
    if (command.isEmpty()) {
      argv.addAll(image.entrypoint());
      if (args.isEmpty()) {
        argv.addAll(image.command());
      }
    }
    command.forEach(word -> argv.add(Expansion.expand(word, variables)));
    args.forEach(word -> argv.add(Expansion.expand(word, variables)));
    return List.copyOf(argv);
  }

  private static List<String> merged(ImageInfo image, Map<String, String> own) {
    var all = new LinkedHashMap<String, String>();
    for (String entry : image.env()) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        all.put(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    all.putAll(own);
    return all.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  private List<MountPlan> mounts(Obj container, Map<String, String> variables, Blockers blockers) {
    List<String> known =
        WantedPod.objects(pod.spec().items("volumes")).stream().map(v -> v.text("name")).toList();
    var mounts = new ArrayList<MountPlan>();
    for (Obj mount : WantedPod.objects(container.items("volumeMounts"))) {
      String volume = mount.text("name");
      String subPath =
          mount
              .string("subPath")
              .orElseGet(() -> Expansion.expand(mount.text("subPathExpr"), variables));
      if (!known.contains(volume)) {
        blockers.add("volumeMounts: there is no volume '" + volume + "'");
      }
      if (subPath.startsWith("/") || List.of(subPath.split("/")).contains("..")) {
        blockers.add("volumeMounts: subPath '" + subPath + "' leaves volume '" + volume + "'");
      }
      mounts.add(new MountPlan(volume, mount.text("mountPath"), mount.isTrue("readOnly"), subPath));
    }
    return List.copyOf(mounts);
  }

  /// The signal that asks it to end: the spec's, the image's, or `SIGTERM`.
  public static String stopSignal(Obj container, String ofImage) {
    return container
        .string("lifecycle", "stopSignal")
        .orElse(ofImage.isEmpty() ? "SIGTERM" : ofImage);
  }
}

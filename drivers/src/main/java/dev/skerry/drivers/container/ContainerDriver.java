package dev.skerry.drivers.container;

import dev.skerry.drivers.disk.Disk;
import dev.skerry.drivers.image.Unpacked;
import dev.skerry.drivers.network.LoopbackLine;
import dev.skerry.drivers.network.PodNetwork;
import dev.skerry.drivers.network.Subnet;
import dev.skerry.drivers.pod.DriverRoot;
import dev.skerry.drivers.pod.ExitWatch;
import dev.skerry.drivers.pod.PodRecord;
import dev.skerry.drivers.pod.RunRecord;
import dev.skerry.drivers.pod.Signals;
import dev.skerry.drivers.pod.Volumes;
import dev.skerry.drivers.session.LogSession;
import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.ExecRequest;
import dev.skerry.node.driver.ExecSession;
import dev.skerry.node.driver.Observation;
import dev.skerry.node.driver.PodDriver;
import dev.skerry.node.driver.PodId;
import dev.skerry.node.driver.PodPlan;
import dev.skerry.node.driver.PortLine;
import dev.skerry.node.driver.Refused;
import dev.skerry.node.driver.VolumePlan;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Runs pods as containers of an OCI runtime, each under a conmon of its own.
public final class ContainerDriver implements PodDriver {
  private static final System.Logger LOG = System.getLogger(ContainerDriver.class.getName());
  private static final Duration KILL_LIMIT = Duration.ofSeconds(30);
  private static final Duration ROTATE_EVERY = Duration.ofSeconds(10);

  private final DriverRoot root;
  private final OciRuntime runtime;
  private final Unpacked images;
  private final Volumes volumes;
  private final PodNetwork network;
  private final Capabilities capabilities;
  private final ExitWatch exits;
  private final Thread rotation;

  /// Guards addresses, namespaces and rules: they are chosen and written by looking at all pods.
  private final Object networkLock = new Object();

  /// Guards the step from "the code is there" to "the end is noted", which any observer may take.
  private final Object endLock = new Object();

  /// @param root what this driver keeps; must not hold `,` or `:`
  /// @param durable where claims live
  /// @param bridge made in the network namespace the agent runs in
  public record Place(Path root, Path durable, Subnet subnet, String bridge) {
    public static Place of(Path root, Path durable) {
      return new Place(root, durable, Subnet.parse("10.88.0.0/16"), "sk0");
    }
  }

  /// @param runtime as [RuntimeProbe] found it for the same root
  public ContainerDriver(Place place, OciRuntime runtime, Unpacked images) throws IOException {
    this.root = DriverRoot.open(place.root());
    this.runtime = runtime;
    this.images = images;
    this.volumes = new Volumes(root, place.durable());
    this.network = new PodNetwork(root, place.subnet(), place.bridge());
    this.capabilities = Capabilities.own();
    Files.createDirectories(runtime.state());
    this.exits = new ExitWatch(root.exits());
    this.rotation = Thread.ofVirtual().name("log-rotation").start(this::rotateForEver);
  }

  @Override
  public String name() {
    return "container";
  }

  @Override
  public List<Refused> check(PodPlan pod, List<ContainerPlan> containers) {
    return ContainerChecks.of(pod, containers, capabilities);
  }

  @Override
  public String setUp(PodPlan pod) throws DriverFailure {
    try {
      var places = volumes.make(pod);
      Path home = root.pod(pod.pod().uid());
      for (VolumePlan volume : pod.volumes()) {
        if (volume instanceof VolumePlan.Empty(var name, var inMemory, var limit) && inMemory) {
          String size = limit > 0 ? ",size=" + limit : "";
          Mounts.tmpfs(Path.of(places.getOrDefault(name, "")), "mode=1777,nosuid,nodev" + size);
        }
      }
      Mounts.tmpfs(home.resolve("shm"), "mode=1777,nosuid,nodev,noexec,size=64m");
      String address;
      synchronized (networkLock) {
        address = pod.hostNetwork() ? "" : address(pod.pod());
        root.writePod(PodRecord.of(pod, address, places));
        if (!address.isEmpty()) {
          network.attach(pod.pod().uid(), address);
          network.publish(root.pods());
        }
      }
      HostFiles.write(root, pod, address);
      return address;
    } catch (IOException | IllegalArgumentException failed) {
      throw new DriverFailure("SetUpFailed", pod.pod().name() + ": " + failed.getMessage(), failed);
    }
  }

  @Override
  public void start(ContainerPlan plan) throws DriverFailure {
    try {
      PodRecord pod = root.requirePod(plan.pod());
      var bundle = new Bundle(root, pod, plan, network, capabilities);
      ContainerRun before = run(bundle.record());
      if (before.begun() || before.adopt()) {
        return;
      }
      before.release();
      Disk.delete(root.run(plan.id()));
      try {
        make(plan, bundle, before);
      } catch (IOException | DriverFailure failed) {
        before.forget();
        throw failed;
      }
      exits.changed();
    } catch (IOException failed) {
      throw new DriverFailure("StartError", plan.id() + ": " + failed.getMessage(), failed);
    }
  }

  private void make(ContainerPlan plan, Bundle bundle, ContainerRun run)
      throws IOException, DriverFailure {
    Path home = Files.createDirectories(root.run(plan.id()));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
    root.writeRun(bundle.record());
    Mounts.overlay(
        images.layers(plan.image().digest()),
        home.resolve("upper"),
        home.resolve("work"),
        run.rootfs());
    Files.writeString(run.message(), "");
    Files.setPosixFilePermissions(run.message(), PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.createDirectories(run.bundle());
    RunRecord full = bundle.write(run);
    root.writeRun(full);
    run.launch(plan.stdin(), plan.tty());
  }

  @Override
  public List<Observation> observe() throws DriverFailure {
    try {
      var seen = new ArrayList<Observation>();
      for (RunRecord record : root.allRuns()) {
        seen.add(record.seen(state(record)));
      }
      return List.copyOf(seen);
    } catch (IOException failed) {
      throw new DriverFailure("ObserveFailed", String.valueOf(failed.getMessage()), failed);
    }
  }

  private Observation.State state(RunRecord record) throws IOException {
    synchronized (endLock) {
      return run(record).state();
    }
  }

  private boolean running(RunRecord record) throws IOException {
    return state(record) instanceof Observation.State.Running;
  }

  @Override
  public void onChange(Runnable listener) {
    exits.listen(listener);
  }

  @Override
  public void stop(ContainerId container, String signal, Duration grace) throws DriverFailure {
    int number = Signals.number(signal);
    try {
      Optional<RunRecord> record = root.readRun(container);
      if (record.isEmpty() || !running(record.get())) {
        return;
      }
      ContainerRun run = run(record.get());
      run.signal(number);
      if (!Waiting.until(() -> !running(record.get()), grace)) {
        run.signal(Signals.KILL);
        if (!Waiting.until(() -> !running(record.get()), KILL_LIMIT)) {
          throw new DriverFailure("StopFailed", container + " is still there after SIGKILL");
        }
      }
      exits.changed();
    } catch (IOException failed) {
      throw new DriverFailure("StopFailed", container + ": " + failed.getMessage(), failed);
    }
  }

  @Override
  public void remove(ContainerId container) throws DriverFailure {
    try {
      Optional<RunRecord> record = root.readRun(container);
      if (record.isPresent()) {
        if (running(record.get())) {
          throw new DriverFailure("StillRunning", container + " is running; stop it first");
        }
        synchronized (endLock) {
          run(record.get()).forget();
        }
      }
      Mounts.release(root.run(container));
      Disk.delete(root.run(container));
    } catch (IOException failed) {
      throw new DriverFailure("RemoveFailed", container + ": " + failed.getMessage(), failed);
    }
  }

  @Override
  public void tearDown(PodId pod) throws DriverFailure {
    try {
      for (RunRecord record : root.allRuns()) {
        if (record.id().pod().equals(pod.uid())) {
          stop(record.id(), "KILL", Duration.ZERO);
          remove(record.id());
        }
      }
      Mounts.release(root.pod(pod.uid()));
      synchronized (networkLock) {
        network.detach(pod.uid());
        Disk.delete(root.pod(pod.uid()));
        List<PodRecord> left = root.pods();
        network.publish(left);
        if (left.isEmpty()) {
          Cgroups.of(root).remove();
        }
      }
    } catch (IOException failed) {
      throw new DriverFailure("TearDownFailed", pod.name() + ": " + failed.getMessage(), failed);
    }
  }

  @Override
  public List<PodId> pods() throws DriverFailure {
    try {
      return root.pods().stream().map(PodRecord::pod).toList();
    } catch (IOException failed) {
      throw new DriverFailure("ObserveFailed", String.valueOf(failed.getMessage()), failed);
    }
  }

  @Override
  public ExecSession exec(ExecRequest request) throws DriverFailure {
    try {
      RunRecord record = requireRunning(request.container());
      return ContainerExec.start(root, runtime, record, request);
    } catch (IOException failed) {
      throw new DriverFailure("ExecFailed", String.valueOf(failed.getMessage()), failed);
    }
  }

  @Override
  public ExecSession attach(ContainerId container, boolean stdin) throws DriverFailure {
    try {
      RunRecord record = requireRunning(container);
      if (!stdin) {
        return new LogSession(root.log(container), () -> running(record));
      }
      return ConsoleSession.of(run(record), record);
    } catch (IOException failed) {
      throw new DriverFailure("AttachFailed", String.valueOf(failed.getMessage()), failed);
    }
  }

  private RunRecord requireRunning(ContainerId container) throws IOException, DriverFailure {
    Optional<RunRecord> record = root.readRun(container);
    if (record.isEmpty() || !running(record.get())) {
      throw new DriverFailure("NotRunning", container + " is not running");
    }
    return record.get();
  }

  @Override
  public PortLine dial(PodId pod, int port) throws DriverFailure {
    try {
      PodRecord record = root.requirePod(pod);
      Optional<Path> inside =
          record.hostNetwork() ? Optional.empty() : Optional.of(network.namespace(pod.uid()));
      return LoopbackLine.connect(inside, LoopbackLine.LOCAL, port);
    } catch (IOException failed) {
      throw new DriverFailure("ConnectFailed", String.valueOf(failed.getMessage()), failed);
    }
  }

  @Override
  public Path log(ContainerId container) {
    return root.log(container);
  }

  /// Lets go of everything; what runs goes on.
  @Override
  public void close() {
    rotation.interrupt();
    exits.close();
  }

  /// Rotates every log that has grown beyond the limit, bytes.
  void rotate(long limit) throws IOException {
    for (RunRecord record : root.allRuns()) {
      ContainerRun run = run(record);
      boolean ignored =
          LogRotation.rotate(root.log(record.id()), run.bundle(), run.conmon(), limit);
    }
  }

  private void rotateForEver() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(ROTATE_EVERY);
        try {
          rotate(LogRotation.MAX_BYTES);
        } catch (IOException failed) {
          LOG.log(Level.WARNING, "log-rotation-failed", failed);
        }
      }
    } catch (InterruptedException closed) {
      // Closing the driver is how this thread is told to end.
    }
  }

  private ContainerRun run(RunRecord record) {
    return new ContainerRun(root, runtime, record);
  }

  private String address(PodId pod) throws IOException {
    Optional<PodRecord> before = root.readPod(pod.uid());
    if (before.isPresent() && !before.get().address().isEmpty()) {
      return before.get().address();
    }
    var taken = new TreeSet<String>();
    root.pods().forEach(other -> taken.add(other.address()));
    return network.choose(taken);
  }
}

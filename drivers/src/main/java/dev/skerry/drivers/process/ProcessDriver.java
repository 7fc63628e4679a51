package dev.skerry.drivers.process;

import dev.skerry.drivers.disk.Disk;
import dev.skerry.drivers.image.Unpacked;
import dev.skerry.drivers.network.LoopbackLine;
import dev.skerry.drivers.pod.DriverRoot;
import dev.skerry.drivers.pod.ExitWatch;
import dev.skerry.drivers.pod.PodRecord;
import dev.skerry.drivers.pod.RunRecord;
import dev.skerry.drivers.pod.Signals;
import dev.skerry.drivers.pod.Volumes;
import dev.skerry.drivers.session.LogSession;
import dev.skerry.drivers.session.Sessions;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
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
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Runs pods as plain processes of the agent's user.
///
/// A container finds its pod's address in `POD_IP`, its ports in `PORT_<NAME>` (or
/// `PORT_<NUMBER>`), its volumes in `SKERRY_MOUNT_<VOLUME>`, the unpacked image in `SKERRY_ROOT`
/// and the file for its last words in `SKERRY_TERMINATION_MESSAGE`.
public final class ProcessDriver implements PodDriver {
  /// How long a shell may take to start a process before the start counts as failed.
  private static final Duration LAUNCH_LIMIT = Duration.ofSeconds(20);

  /// How long a killed process may take to be gone and its last lines to be written.
  private static final Duration KILL_LIMIT = Duration.ofSeconds(20);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  private final DriverRoot root;
  private final Unpacked images;
  private final Volumes volumes;
  private final Addresses addresses;
  private final ExitWatch exits;

  /// Guards the step from "the code is there" to "the end is noted", which any observer may take.
  private final Object endLock = new Object();

  /// @param root what this driver keeps, runs and logs included
  /// @param durable where claims live
  /// @param claims directory shared by all drivers of the machine, where address blocks are claimed
  public ProcessDriver(Path root, Path durable, Path claims, Unpacked images) throws IOException {
    this.root = DriverRoot.open(root);
    this.images = images;
    this.volumes = new Volumes(this.root, durable);
    this.addresses = new Addresses(this.root, claims);
    Supervised.install(this.root);
    this.exits = new ExitWatch(this.root.exits());
  }

  /// The directory all drivers of this machine share when nothing else is said.
  public static Path sharedClaims() {
    return Path.of(System.getProperty("java.io.tmpdir"), "skerry-addresses");
  }

  /// Gives back the root's block of addresses.
  public static void releaseAddresses(DriverRoot root) throws IOException {
    Addresses.release(root);
  }

  @Override
  public String name() {
    return "process";
  }

  @Override
  public List<Refused> check(PodPlan pod, List<ContainerPlan> containers) {
    return ProcessChecks.of(pod, containers);
  }

  @Override
  public String setUp(PodPlan pod) throws DriverFailure {
    try {
      var places = volumes.make(pod);
      synchronized (addresses) {
        String address = pod.hostNetwork() ? "" : address(pod.pod());
        root.writePod(PodRecord.of(pod, address, places));
        return address;
      }
    } catch (IOException failed) {
      throw new DriverFailure("SetUpFailed", "pod " + pod.pod().name() + ": " + failed, failed);
    }
  }

  @Override
  public void start(ContainerPlan plan) throws DriverFailure {
    try {
      PodRecord pod = root.requirePod(plan.pod());
      Path image = images.flat(plan.image().digest());
      Relocated relocated = Relocated.of(plan, pod, root, image);
      var record =
          new RunRecord(
              plan.id(),
              plan.pod(),
              root.handle(plan.id()),
              plan.image().digest(),
              plan.messageFromLog(),
              plan.stdin(),
              json(relocated));
      var run = new Supervised(root, record);
      if (run.begun()) {
        return;
      }
      root.writeRun(record);
      if (!run.supervised()) {
        run.launch(relocated.argv(), relocated.directory(), relocated.environment());
      }
      await(run::begun, LAUNCH_LIMIT);
      if (!run.begun()) {
        run.sweep();
        throw new DriverFailure("StartError", plan.id() + " did not start; see supervisor.log");
      }
      exits.changed();
    } catch (IOException failed) {
      throw new DriverFailure("StartError", plan.id() + ": " + failed.getMessage(), failed);
    }
  }

  @Override
  public List<Observation> observe() throws DriverFailure {
    try {
      var seen = new ArrayList<Observation>();
      for (RunRecord record : root.allRuns()) {
        state(record).map(record::seen).ifPresent(seen::add);
      }
      return List.copyOf(seen);
    } catch (IOException failed) {
      throw new DriverFailure("ObserveFailed", String.valueOf(failed.getMessage()), failed);
    }
  }

  /// Empty when the run was removed meanwhile.
  private Optional<Observation.State> state(RunRecord record) throws IOException {
    try {
      synchronized (endLock) {
        return Optional.of(new Supervised(root, record).state());
      }
    } catch (NoSuchFileException removed) {
      if (root.readRun(record.id()).isEmpty()) {
        return Optional.empty();
      }
      throw removed;
    }
  }

  private boolean running(RunRecord record) throws IOException {
    return state(record).filter(Observation.State.Running.class::isInstance).isPresent();
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
      if (record.isEmpty()) {
        return;
      }
      var run = new Supervised(root, record.get());
      run.signal(number);
      if (!await(() -> !running(record.get()), grace)) {
        run.signal(Signals.KILL);
        await(() -> !running(record.get()), KILL_LIMIT);
      }
      run.sweep();
      if (running(record.get())) {
        throw new DriverFailure("StopFailed", container + " is still there after SIGKILL");
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
        var run = new Supervised(root, record.get());
        if (running(record.get())) {
          throw new DriverFailure("StillRunning", container + " is running; stop it first");
        }
        run.sweep();
        synchronized (endLock) {
          run.forget();
        }
      }
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
      Disk.delete(root.pod(pod.uid()));
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
      Relocated relocated = relocated(record.process());
      var start =
          new Sessions.Start(
              relocated.command(request.command()),
              relocated.environment(),
              relocated.directory(),
              pid -> ProcessHandle.of(pid).ifPresent(ProcessDriver::killTree));
      return request.tty() ? Sessions.terminal(start) : Sessions.piped(start, request.stdin());
    } catch (IOException failed) {
      throw new DriverFailure("ExecFailed", String.valueOf(failed.getMessage()), failed);
    }
  }

  @Override
  public ExecSession attach(ContainerId container, boolean stdin) throws DriverFailure {
    try {
      RunRecord record = requireRunning(container);
      var said = new LogSession(root.log(container), () -> running(record));
      return stdin ? TypedSession.of(root.run(container), record, said) : said;
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
      String address = record.address();
      // Its own address and no other: at 127.0.0.1 listens whatever this machine runs.
      List<InetAddress> where =
          address.isEmpty() ? LoopbackLine.LOCAL : List.of(InetAddress.ofLiteral(address));
      return LoopbackLine.connect(Optional.empty(), where, port);
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
    exits.close();
  }

  private static void killTree(ProcessHandle top) {
    List<ProcessHandle> below = top.descendants().toList();
    top.destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
  }

  private String address(PodId pod) throws IOException {
    Optional<PodRecord> before = root.readPod(pod.uid());
    if (before.isPresent() && !before.get().address().isEmpty()) {
      return before.get().address();
    }
    var taken = new TreeSet<String>();
    root.pods().forEach(other -> taken.add(other.address()));
    return addresses.choose(pod.uid(), taken);
  }

  private static Obj json(Relocated relocated) {
    Obj.Builder environment = Json.object();
    relocated.environment().forEach(environment::put);
    return Json.object()
        .put("args", Json.strings(relocated.argv()))
        .put("cwd", relocated.directory().toString())
        .put("env", environment.build())
        .put("image", relocated.image().toString())
        .build();
  }

  private static Relocated relocated(Obj process) {
    Map<String, String> environment = new LinkedHashMap<>(process.obj("env").strings());
    return new Relocated(
        List.of(), Path.of(process.text("cwd")), environment, Path.of(process.text("image")));
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static boolean await(Condition condition, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() >= end) {
        return false;
      }
      try {
        Thread.sleep(LOOK_AGAIN);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", interrupted);
      }
    }
    return true;
  }
}

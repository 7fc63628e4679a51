package dev.skerry.node.driver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Runs pods. Every call blocks, may be repeated, and leaves a state that [#observe] shows. Calls
/// for different pods may run at once. For one pod only `stop` of different containers may, and at
/// any time `exec`, `attach`, `dial`, `log`, `observe` and `pods`. Containers outlive the agent:
/// after a restart `observe` lists them and the agent goes on with them.
public interface PodDriver extends AutoCloseable {
  /// `container` or `process`.
  String name();

  /// Which fields of these plans this driver cannot honour; looks at nothing but the arguments.
  List<Refused> check(PodPlan pod, List<ContainerPlan> containers);

  /// Makes the pod's network and volumes, or brings them to the plan: seconds at most. Answers the
  /// pod's address, empty when it has the host's.
  String setUp(PodPlan pod) throws DriverFailure;

  /// Starts one run; done when the process runs. The pod is set up.
  void start(ContainerPlan container) throws DriverFailure;

  /// Everything this driver has made and not removed, whoever made it. Milliseconds.
  List<Observation> observe() throws DriverFailure;

  /// Calls `listener` soon after any container's state may have changed; may call it for nothing.
  void onChange(Runnable listener);

  /// Sends the stop signal, waits up to `grace`, then kills. Done when nothing of the run is alive;
  /// its exit stays observable until [#remove].
  void stop(ContainerId container, String signal, Duration grace) throws DriverFailure;

  /// Forgets an ended run and its files, the log last.
  void remove(ContainerId container) throws DriverFailure;

  /// Removes what `setUp` made but durable volumes; all runs are removed before.
  void tearDown(PodId pod) throws DriverFailure;

  /// Pods that have anything here, for clearing up what is no longer wanted.
  List<PodId> pods() throws DriverFailure;

  ExecSession exec(ExecRequest request) throws DriverFailure;

  /// Joins what a run says from now on, beside whoever else did. The session ends with the run, and
  /// its exit code is 0 whatever the run's is, which [#observe] tells. Closing it leaves the run
  /// alone; a session with input then ends the input of a run that has it [once]
  /// [ContainerPlan.Stdin#ONCE].
  ///
  /// @param stdin whether to write to its standard input, which needs a run that has one: `NoInput`
  ExecSession attach(ContainerId container, boolean stdin) throws DriverFailure;

  /// Connects to a TCP port of a pod as a process in it would, at its loopback address; a driver
  /// that gives pods no network of their own takes the pod's address. A second at most, or five
  /// when the port is dropped rather than refused.
  ///
  /// @throws DriverFailure `PodNotSetUp`, or `ConnectFailed`
  PortLine dial(PodId pod, int port) throws DriverFailure;

  /// Lines `<RFC 3339 time> stdout|stderr F|P <text>`; rotated files beside it end in `.1`, `.2` …
  Path log(ContainerId container);

  @Override
  void close();
}

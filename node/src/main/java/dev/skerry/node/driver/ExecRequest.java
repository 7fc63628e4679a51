package dev.skerry.node.driver;

import java.util.List;

/// A command to run beside a running container.
public record ExecRequest(
    ContainerId container, List<String> command, boolean stdin, boolean tty) {}

package dev.skerry.node.driver;

import java.util.List;
import java.util.SortedMap;

/// An image that is on this node, unpacked or ready to be: what its OCI config says.
///
/// @param digest of the manifest, `sha256:…`
/// @param env `NAME=value`
/// @param user as in the config: a name, `uid` or `uid:gid`; empty is root
/// @param stopSignal such as `SIGTERM`; empty when not said
public record ImageInfo(
    String reference,
    String digest,
    List<String> entrypoint,
    List<String> command,
    List<String> env,
    String workingDirectory,
    String user,
    String stopSignal,
    SortedMap<String, String> labels) {}

/// What a process is told before it starts: {@link dev.skerry.server.config.CoreConfig}, {@link
/// dev.skerry.server.config.SiteConfig} and {@link dev.skerry.server.config.NodeConfig}, each read
/// once from a file in its {@link dev.skerry.server.config.DataDir}. Unknown keys are refused,
/// every value in force can be printed, secrets are file paths. Starts nothing.
@NullMarked
package dev.skerry.server.config;

import org.jspecify.annotations.NullMarked;

/// A machine for containers that exists only in memory and in virtual time. {@link
/// dev.skerry.node.fake.FakeMachine} stands behind all ports of the agent and is stricter than a
/// real one; {@link dev.skerry.node.fake.VirtualNode} runs an agent on it in one thread. For
/// simulations and tests.
@NullMarked
package dev.skerry.node.fake;

import org.jspecify.annotations.NullMarked;

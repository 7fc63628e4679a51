/// Looks at a machine and a data directory and says what is wrong and how to mend it. {@link
/// dev.skerry.server.doctor.Doctor} runs one class a check; each keeps what it saw apart from what
/// it makes of it. Must not change anything: what it writes to measure it removes.
@NullMarked
package dev.skerry.server.doctor;

import org.jspecify.annotations.NullMarked;

/// Chooses nodes for pods at a site. {@link dev.skerry.control.schedule.ScheduleController} binds;
/// {@link dev.skerry.control.schedule.Filters} says of each node why not, in kube-scheduler's
/// words; {@link dev.skerry.control.schedule.Scores} ranks the rest. Never moves or evicts a pod.
@NullMarked
package dev.skerry.control.schedule;

import org.jspecify.annotations.NullMarked;

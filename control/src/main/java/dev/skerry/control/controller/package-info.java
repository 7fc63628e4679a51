/// What a controller is: {@link dev.skerry.control.controller.Controller} compares wanted with
/// observed on a view and answers a {@link dev.skerry.control.controller.Plan} of intents. The loop
/// carries intents out through the write pipeline; a controller never writes an object back.
@NullMarked
package dev.skerry.control.controller;

import org.jspecify.annotations.NullMarked;

/// What every pod driver must do, as tests. {@link dev.skerry.drivers.contract.DriverContract} is
/// the suite; a driver's test extends it and says how the driver is opened.
@NullMarked
package dev.skerry.drivers.contract;

import org.jspecify.annotations.NullMarked;

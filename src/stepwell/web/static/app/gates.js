// What is shown instead of the screens while the app may not show them.
import gone from "./gates/gone.js";
import locked from "./gates/locked.js";
import other from "./gates/other.js";
import unreached from "./gates/unreached.js";

export const GATES = { gone, locked, other, unreached };

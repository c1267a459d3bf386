// The screens, in the order of the tab bar. A screen is { name, title, icon, isTab, isOpen, view(app) }:
// isTab: it has a tab; isOpen: it is shown while the app is locked too; view returns a lit template
// whose main heading is an h1. Add a screen by a module in screens/ and a line here.
import help from "./screens/help.js";
import journal from "./screens/journal.js";
import leaving from "./screens/leaving.js";
import more from "./screens/more.js";
import today from "./screens/today.js";
import workbook from "./screens/workbook.js";

export const SCREENS = [today, workbook, more, journal, help, leaving];

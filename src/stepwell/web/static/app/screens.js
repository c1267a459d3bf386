// The screens, in the order of the tab bar. A screen is { name, title, icon, isTab, isOpen, view(app) }:
// isTab: it has a tab; isOpen: it is shown while the app is locked too; view returns a lit template
// whose main heading is an h1; top(app), where there is one, is drawn above it in the width of the page. Add a screen by a module in screens/ and a line here.
import checkIn from "./screens/check-in.js";
import dates from "./screens/dates.js";
import help from "./screens/help.js";
import journal from "./screens/journal.js";
import leaving from "./screens/leaving.js";
import log from "./screens/log.js";
import more from "./screens/more.js";
import next from "./screens/next.js";
import people from "./screens/people.js";
import privacy from "./screens/privacy.js";
import progress from "./screens/progress.js";
import today from "./screens/today.js";
import workbook from "./screens/workbook.js";

export const SCREENS = [today, log, progress, workbook, more, journal, help, leaving, checkIn, next, people, dates, privacy];

import { later } from "../later.js";

const view = later("Journal", () => import("../workbook/journal.js"));

export default { name: "journal", title: "Journal", icon: "book-open", isTab: false, view };

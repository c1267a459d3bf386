import { later } from "../later.js";

const view = later("Workbook", () => import("../workbook/main.js"));

export default { name: "workbook", title: "Workbook", icon: "notebook-pen", isTab: true, view };

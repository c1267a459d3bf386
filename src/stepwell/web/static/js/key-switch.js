// Single keys on or off, remembered in this browser. Only that is kept: on or off.
const NAME = "row-keys";

export default function bind(line) {
  const button = line.querySelector("button");
  const show = (isOn) => {
    document.documentElement.dataset.keys = isOn ? "on" : "off";
    button.setAttribute("aria-pressed", isOn);
  };
  line.hidden = false;
  show(localStorage.getItem(NAME) !== "off");
  button.addEventListener("click", () => {
    const isOn = document.documentElement.dataset.keys === "off";
    localStorage.setItem(NAME, isOn ? "on" : "off");
    show(isOn);
  });
}

// Prints this page.
export default function bind(button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// Shows what is typed into the password fields of the form while its box is ticked.
export default function bind(label) {
  const box = label.querySelector("input");
  const fields = [...box.form.querySelectorAll("input[type=password]")];
  label.hidden = false;
  box.addEventListener("change", () => {
    for (const field of fields) field.type = box.checked ? "text" : "password";
  });
  box.form.addEventListener("submit", () => {
    for (const field of fields) field.type = "password";
  });
}

// Signing out removes what the app keeps on this phone. Where some of it was not sent yet, the app's
// own page for leaving is opened first, which says so. On a form with data-app.
export default function bind(form) {
  form.addEventListener("submit", (event) => {
    if (Number(localStorage.getItem("unsent") ?? 0) === 0) return;
    event.preventDefault();
    location.assign(`${form.dataset.app}#/leave`);
  });
}

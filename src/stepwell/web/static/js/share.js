// Send to someone: the phone's own sharing, else the link is copied and the button says so.
// data-url (default: this page), data-title, data-copied.
export default function bind(button) {
  const url = new URL(button.dataset.url ?? location.href, location.href);
  url.hash = "";
  if (!navigator.share && !navigator.clipboard) return;
  button.hidden = false;

  button.addEventListener("click", async () => {
    if (navigator.share) {
      await navigator.share({ title: button.dataset.title ?? document.title, url: url.href })
        .catch(() => {}); // Closing the sheet without sharing is no failure.
      return;
    }
    await navigator.clipboard.writeText(url.href);
    const status = button.querySelector("[data-words]") ?? button;
    status.textContent = button.dataset.copied;
  });
}

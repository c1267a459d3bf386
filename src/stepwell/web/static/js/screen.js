// Pages of someone who is signed in never come back from the browser's memory: they are taken off
// the screen as they go and asked for anew. Once the screen is handed over in one tab, the pages
// that other tabs show go, too; one that holds words not sent yet covers itself and keeps them.
export default function bind(element) {
  const gone = () => {
    document.documentElement.hidden = true;
    location.reload();
  };
  addEventListener("pagehide", (event) => {
    if (event.persisted) document.documentElement.hidden = true;
  });
  addEventListener("pageshow", (event) => { if (event.persisted) gone(); });
  const channel = new BroadcastChannel("screen");
  if ("handedOver" in element.dataset) return channel.postMessage("handed over");
  channel.addEventListener("message", () => {
    if (dispatchEvent(new Event("stay:over", { cancelable: true }))) gone();
  });
}

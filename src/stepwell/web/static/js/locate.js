// "Use my location": asks only on a tap, rounds to about 1 km, and sends the button's form by POST,
// so that a position never enters an address, the history or a log.
const DECIMALS = 2;
const OPTIONS = { enableHighAccuracy: false, timeout: 10_000, maximumAge: 300_000 };

function fill(form, name, value) {
  let input = form.elements.namedItem(name);
  if (!input) {
    input = Object.assign(document.createElement("input"), { type: "hidden", name });
    form.append(input);
  }
  input.value = value;
}

export default function bind(button) {
  if (!navigator.geolocation) return;
  const form = button.form;
  const status = document.getElementById(button.getAttribute("aria-describedby"));
  const say = (words) => { if (status && words) status.textContent = words; };
  button.hidden = false;

  const found = ({ coords }) => {
    fill(form, "lat", coords.latitude.toFixed(DECIMALS));
    fill(form, "lng", coords.longitude.toFixed(DECIMALS));
    fill(form, "near", "");
    form.method = "post";
    form.submit();
  };
  const failed = (error) => {
    button.removeAttribute("aria-busy");
    const refused = error.code === GeolocationPositionError.PERMISSION_DENIED;
    say(refused ? button.dataset.refused : button.dataset.failed);
  };
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    say(button.dataset.waiting);
    navigator.geolocation.getCurrentPosition(found, failed, OPTIONS);
  });
}

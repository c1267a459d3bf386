// A box to sign in with a finger, a pen or the mouse. Shown while "draw it" is chosen; the strokes go
// into the form's hidden field as points of a 600 by 200 box. Without script one types the name.
const WIDTH = 600, HEIGHT = 200;

export default function bind(box) {
  const form = box.closest("form");
  const canvas = box.querySelector("canvas");
  const pen = canvas.getContext("2d");
  let strokes = JSON.parse(form.elements.strokes.value || "[]");
  let isDown = false;

  const show = () => {
    box.hidden = form.elements.method.value !== "drawn";
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    pen.strokeStyle = getComputedStyle(canvas).color;
    pen.lineWidth = 4;
    pen.lineCap = pen.lineJoin = "round";
    for (const [first, ...rest] of strokes) {
      pen.beginPath();
      pen.moveTo(...first);
      for (const point of rest.length ? rest : [first]) pen.lineTo(...point);
      pen.stroke();
    }
    form.elements.strokes.value = strokes.length ? JSON.stringify(strokes) : "";
  };
  const point = (event) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return [
      Math.round((event.clientX - left) / width * WIDTH),
      Math.round((event.clientY - top) / height * HEIGHT),
    ];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    isDown = true;
    strokes.push([point(event)]);
    show();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!isDown) return;
    strokes.at(-1).push(point(event));
    show();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => { isDown = false; });
  }
  box.querySelector("[data-clear]").addEventListener("click", () => { strokes = []; show(); });
  form.addEventListener("change", show);
  show();
}

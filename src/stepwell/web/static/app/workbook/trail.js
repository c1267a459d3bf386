// Where the focus goes when what had it is gone.
export function toHeading() {
  const heading = document.querySelector("main h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus({ preventScroll: true });
}

// Pages inside one screen, so that the phone's Back button leads through them. Address and history
// hold the screen's name and a number; which page that is, only this page's memory knows.
export function trailOf(screen, first) {
  const pages = [first];
  let at = 0;
  let app;
  let isBlank = false;

  // Drawn empty once, so that no field of the page before keeps what was typed there.
  function redraw() {
    pages[at] = { ...pages[at] }; // A page that is opened again begins anew.
    isBlank = true;
    app.refresh();
    isBlank = false;
    app.refresh();
    scrollTo(0, 0);
    toHeading();
  }
  addEventListener("popstate", ({ state }) => {
    const next = state?.screen === screen ? Math.min(state.at, pages.length - 1) : 0;
    if (next === at) return;
    at = next;
    redraw();
  });

  return {
    follow: (opened) => { app = opened; },
    get page() { return pages[at]; },
    get isBlank() { return isBlank; },
    redraw,
    go(page) {
      pages.splice(at + 1, Infinity, page);
      at += 1;
      history.pushState({ screen, at }, "");
      redraw();
    },
    // In the place of the page that is shown.
    turn(page) {
      pages[at] = page;
      redraw();
    },
    back: () => (at ? history.back() : undefined),
  };
}

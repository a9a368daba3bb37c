/** Stops a form from being sent a second time while the first is on its way. */
export function sendOnce(root) {
  const sent = new WeakSet();
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (sent.has(form)) event.preventDefault();
    else sent.add(form);
  });
  // A page taken back from the browser's memory starts afresh.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of root.forms) sent.delete(form);
  });
}

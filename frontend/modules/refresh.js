/** Shows every few seconds how something stands now, as long as the page says that it goes on. */
export function keepCurrent(root) {
  const shown = () => root.querySelector("[data-refresh]");
  if (!shown()) return;
  const timer = setInterval(() => {
    const old = shown();
    if (!old) return clearInterval(timer);
    // Nothing is exchanged under somebody's hands, nor where nobody looks.
    if (root.hidden || old.contains(root.activeElement)) return;
    // The browser reads the page as it reads any other; no text becomes HTML here.
    const asked = new XMLHttpRequest();
    asked.responseType = "document";
    asked.onload = () => {
      if (asked.status !== 200 || !asked.response) return;
      const fresh = asked.response.querySelector("main [data-refresh]");
      if (fresh) old.replaceChildren(...fresh.childNodes);
      else location.reload();
    };
    asked.open("GET", location.href);
    asked.setRequestHeader("Accept", "text/html");
    asked.send();
  }, Number(shown().dataset.refresh) * 1000);
}

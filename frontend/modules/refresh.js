/** Shows every few seconds how something stands now, as long as the page says that it goes on. */
export function keepCurrent(root) {
  const shown = () => root.querySelector("[data-refresh]");
  if (!shown()) return;
  const timer = setInterval(async () => {
    const old = shown();
    if (!old) return clearInterval(timer);
    // Nothing is exchanged under somebody's hands, nor where nobody looks.
    if (root.hidden || old.contains(root.activeElement)) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("main [data-refresh]");
      if (fresh) old.replaceChildren(...fresh.childNodes);
      else location.reload();
    } catch {
      // The next try may reach the site.
    }
  }, Number(shown().dataset.refresh) * 1000);
}

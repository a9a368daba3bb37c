"""What is measured on a page that stands open: questions to the browser, in its own language."""

#: Elements that are wider than the window, where the page can be scrolled sideways.
TOO_WIDE = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const wide = [...document.querySelectorAll("body *")]
    .filter(each => each.getBoundingClientRect().right > page.clientWidth + 1);
  return wide.map(each => each.outerHTML.slice(0, 200));
}"""

#: Elements that hide a part of their own text.
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter(each => {
  const style = getComputedStyle(each);
  const hides = way => ["hidden", "clip"].includes(way);
  if (each.clientWidth < 2 || each.closest(".visually-hidden, svg")) return false;
  return (hides(style.overflowX) && each.scrollWidth > each.clientWidth + 1)
    || (hides(style.overflowY) && each.scrollHeight > each.clientHeight + 1);
}).map(each => each.outerHTML.slice(0, 200))"""

#: WCAG 1.4.12. A style sheet of the page's own would be refused by its policy; one made here is not.
SPACE_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""

#: WCAG 1.4.4: letters twice as large, as by the browser's own setting.
DOUBLE_TEXT = "() => { document.documentElement.style.fontSize = '200%'; }"

#: Keep what everything that can be focused looks like without focus, and tell how many there are.
BEFORE_FOCUS = """() => {
  // How thick the ring around an element is, or around all that its "::after" covers.
  window.rings = each => Math.max(...[null, "::after"].map(part => {
    const style = getComputedStyle(each, part);
    return style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
  }));
  const can = "a[href], button, input, select, textarea, summary, iframe, [tabindex='0']";
  const seen = [...document.querySelectorAll(can)].filter(each =>
    each.checkVisibility({visibilityProperty: true}) && !each.disabled && each.tabIndex >= 0);
  window.rings_before = new Map(seen.map(each => [each, rings(each)]));
  window.reached = new Set();
  const groups = new Set(seen.filter(each => each.type === "radio").map(each => each.name));
  return seen.filter(each => each.type !== "radio").length + groups.size;
}"""

#: Tell of the focus: where it is, whether one sees it, whether it is covered; null behind the end.
FOCUS = """() => {
  const each = document.activeElement;
  if (!each || each === document.body || reached.has(each)) return null;
  reached.add(each);
  const box = each.getClientRects()[0];
  // A browser brings into view the edge of what is high, and not always its middle.
  const middle = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const points = [.5, .1, .9].map(x =>
    document.elementFromPoint(box.left + box.width * x, middle));
  return {
    where: `${each.tagName} ${each.className} “${each.textContent.trim() || each.name}”`,
    seen: rings(each) >= 2 && rings(each) > rings_before.get(each),
    free: points.some(at => at && (each.contains(at) || at.closest("label")?.control === each)),
  };
}"""

#: Targets of less than 24 by 24 px that neither stand in a sentence nor have as much room (2.5.8).
SMALL_TARGETS = """() => {
  const can = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const size = each => {
    const boxes = [each, ...(each.labels ?? [])].map(each => each.getBoundingClientRect());
    return ["width", "height"].map(way => Math.max(...boxes.map(box => box[way])));
  };
  const inSentence = each => getComputedStyle(each).display === "inline"
    && [...each.parentElement.childNodes].some(other =>
      other.nodeType === Node.TEXT_NODE && other.textContent.trim().length > 1);
  const all = [...document.querySelectorAll(can)]
    .filter(each => each.checkVisibility({visibilityProperty: true}))
    .filter(each => !each.closest(".visually-hidden, .skip"));
  const hasRoom = each => {
    const box = each.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    return all.filter(other => other !== each).map(other => other.getBoundingClientRect())
      .every(other => Math.hypot(
        Math.max(other.left - x, 0, x - other.right), Math.max(other.top - y, 0, y - other.bottom)
      ) >= 12);
  };
  return all
    .filter(each => Math.min(...size(each)) < 23.9 && !inSentence(each) && !hasRoom(each))
    .map(each => `${each.tagName} ${each.className} “${each.textContent.trim()}” ${size(each)}`);
}"""

#: The levels of all headings, in order.
HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter(each => each.checkVisibility()).map(each => Number(each.tagName[1]))"""

#: In which navigation each link stands, what it is called and where it leads.
LINKS = """() => [...document.querySelectorAll("a[href]")].filter(each => each.checkVisibility())
  .map(each => [
    each.closest("nav")?.ariaLabel ?? "",
    (each.ariaLabel || each.textContent).trim().replace(/\\s+/g, " "),
    each.href,
  ])"""

#: Texts that are not said to be in another language than the page.
TEXTS = """() => {
  const page = document.documentElement.lang;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.closest("[lang]").lang === page && !parent.closest("script")) {
      found.push(walker.currentNode.textContent.trim().replace(/\\s+/g, " "));
    }
  }
  return found.filter(Boolean);
}"""

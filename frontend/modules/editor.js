/**
 * Helps those who write Markdown: a row of buttons that put its marks, and a frame that shows how the
 * text will look. Without this module the text area is as useful as it was.
 *
 * The words of the buttons come from the page, in the editor's language. What the frame shows is sent
 * to the site and comes back as a page of its own, in which nothing can run.
 */
const WAIT = 500;

export function helpWriting(root) {
  const rendering = root.querySelector("form[data-rendering]");
  if (!rendering) return;
  for (const area of root.querySelectorAll("textarea[data-markdown]")) {
    area.before(toolbar(root, area, rendering.dataset));
    area.after(preview(root, area, rendering));
  }
}

function toolbar(root, area, words) {
  const bar = root.createElement("div");
  bar.className = "editor-toolbar";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", words.toolbar);
  const marks = [
    [words.bold, () => around(area, "**", "**")],
    [words.italic, () => around(area, "*", "*")],
    [words.heading, () => before(area, "## ")],
    [words.list, () => before(area, "* ")],
    [words.link, () => around(area, "[", "](https://)")],
  ];
  for (const [name, put] of marks) bar.append(button(root, name, put));
  return bar;
}

function button(root, name, press) {
  const made = root.createElement("button");
  made.type = "button";
  made.className = "ds-button";
  made.dataset.variant = "tertiary";
  made.dataset.size = "sm";
  made.textContent = name;
  made.addEventListener("click", press);
  return made;
}

/** Puts marks around what is chosen, and leaves it chosen. */
function around(area, open, close) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  replace(area, start, end, `${open}${value.slice(start, end)}${close}`);
  area.setSelectionRange(start + open.length, end + open.length);
}

/** Puts a mark before each line that is chosen. */
function before(area, mark) {
  const { selectionStart, selectionEnd: end, value } = area;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const lines = value.slice(start, end).split("\n");
  replace(area, start, end, lines.map((line) => `${mark}${line}`).join("\n"));
}

function replace(area, start, end, text) {
  area.focus();
  area.setRangeText(text, start, end, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

let frames = 0;

function preview(root, area, rendering) {
  const shown = root.createElement("details");
  const summary = root.createElement("summary");
  const frame = root.createElement("iframe");
  summary.textContent = rendering.dataset.show;
  frames += 1;
  frame.name = `rendered-${frames}`;
  frame.title = rendering.dataset.title;
  frame.className = "editor-frame";
  // Without "allow-scripts" nothing runs; our own style sheet is given to our own pages only.
  frame.setAttribute("sandbox", "allow-same-origin");
  shown.append(summary, frame);
  let waiting;
  const show = () => {
    rendering.elements.namedItem("text").value = area.value;
    rendering.target = frame.name;
    rendering.submit();
  };
  shown.addEventListener("toggle", () => shown.open && show());
  area.addEventListener("input", () => {
    if (!shown.open) return;
    clearTimeout(waiting);
    waiting = setTimeout(show, WAIT);
  });
  return shown;
}

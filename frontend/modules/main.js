// Small enhancements. Every page works without them.
import { closeOnEscape } from "./menu.js";
import { helpWriting } from "./editor.js";
import { sendOnce } from "./forms.js";
import { keepCurrent } from "./refresh.js";

closeOnEscape(document);
sendOnce(document);
helpWriting(document);
keepCurrent(document);

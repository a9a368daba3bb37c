// Small enhancements. Every page works without them.
import { closeOnEscape } from "./menu.js";
import { sendOnce } from "./forms.js";

closeOnEscape(document);
sendOnce(document);

// What a hand does in the page (click, double click, hover) and the faint marks that answer.
"use strict";

(() => {
  const MARK = "position:absolute;pointer-events:none;border-radius:4px;box-sizing:border-box;display:none;";
  const REMOTE = /^(https?:)?\/\//i;
  const SHEET = `
    img:is([src^="http:" i], [src^="https:" i], [src^="//"]) {
      content: url("data:image/svg+xml,LABEL"); cursor: pointer; max-width: 100%; height: auto;
    }
    :root { scrollbar-width: thin; scrollbar-color: rgba(110, 122, 118, 0.45) transparent; }
    ::highlight(preview-found) { background-color: rgba(232, 185, 90, 0.45); }`;

  let host = null;
  let cursorMark = null;
  let hoverMark = null;
  let cursorLine = null;
  let hovered = null; // {block, offset}: the line that many below the block's first
  let hoveredTarget = "";

  function drawSheet() {
    const box = '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="120"><rect x="1" y="1" width="318" height="118" rx="6"' +
      ' fill="#f1f4f3" stroke="#9aa8a4" stroke-dasharray="5 4"/><text x="160" y="56" font-family="sans-serif" font-size="13"' +
      ' text-anchor="middle" fill="#55625e">' + preview.words.remotePicture + '</text><text x="160" y="78" font-family="sans-serif"' +
      ' font-size="12" text-anchor="middle" fill="#55625e">' + preview.words.remoteHint + "</text></svg>";
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET.replace("LABEL", encodeURIComponent(box)));
    document.adoptedStyleSheets = [sheet];
  }

  function drawHost() {
    host = document.createElement("div");
    for (const [name, value] of [["all", "initial"], ["position", "absolute"], ["top", "0"], ["left", "0"]]) {
      host.style.setProperty(name, value, "important");
    }
    host.setAttribute("aria-hidden", "true");
    const inside = host.attachShadow({ mode: "closed" });
    hoverMark = inside.appendChild(document.createElement("div"));
    cursorMark = inside.appendChild(document.createElement("div"));
    hoverMark.style.cssText = MARK + "background:rgba(11,110,105,.05);";
    cursorMark.style.cssText = MARK + "background:rgba(11,110,105,.07);border-left:3px solid rgba(11,110,105,.55);";
    document.documentElement.append(host);
  }

  function lay(mark, placed, line) {
    mark.style.display = placed ? "block" : "none";
    if (!placed) return;
    const part = preview.partWith(placed, line);
    const block = preview.rectOf(placed);
    const { top, height } = part ? part.getBoundingClientRect() : block;
    mark.style.left = block.left + scrollX - 10 + "px";
    mark.style.top = top + scrollY - 4 + "px";
    mark.style.width = block.width + 20 + "px";
    mark.style.height = height + 8 + "px";
  }

  function placedWithLine(line) {
    const placed = preview.placedBefore(line);
    return placed && line < placed.block.line + Math.max(1, placed.block.count) ? placed : null;
  }

  function drawMarks() {
    if (!cursorMark) return;
    lay(cursorMark, cursorLine === null ? null : placedWithLine(cursorLine), cursorLine);
    const placed = hovered && preview.seenOf(hovered.block);
    const isThere = Boolean(placed) && placed.first.isConnected;
    lay(hoverMark, isThere ? placed : null, isThere ? hovered.block.line + hovered.offset : 0);
  }

  function markLine(line) {
    cursorLine = line;
    drawMarks();
  }

  // Mark the paragraph of a line that a hand is over in the text beside the page.
  function markHovered(line) {
    const placed = line === null ? null : placedWithLine(line);
    hovered = placed && { block: placed.block, offset: line - placed.block.line };
    drawMarks();
  }

  function markFound(text, matchesCase, wholeWords) {
    CSS.highlights.delete("preview-found");
    if (!text) return;
    const ranges = [];
    const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "[ \\u00a0]");
    const word = "[\\p{L}\\p{N}_]";
    const sought = new RegExp(wholeWords ? `(?<!${word})${escaped}(?!${word})` : escaped, matchesCase ? "gu" : "giu");
    const { start, end } = preview.text.markers();
    const walker = document.createTreeWalker(start.parentNode, NodeFilter.SHOW_TEXT);
    walker.currentNode = start;
    for (let node = walker.nextNode(); node && follows(end, node) && ranges.length < 2000; node = walker.nextNode()) {
      for (const found of node.data.matchAll(sought)) {
        const range = new Range();
        range.setStart(node, found.index);
        range.setEnd(node, found.index + found[0].length);
        ranges.push(range);
      }
    }
    CSS.highlights.set("preview-found", new Highlight(...ranges));
  }

  function follows(later, node) {
    return Boolean(node.compareDocumentPosition(later) & Node.DOCUMENT_POSITION_FOLLOWING);
  }

  function linkOf(target) {
    const link = target.closest && target.closest("a[href], area[href]");
    if (link) return link.getAttribute("href");
    const picture = target.closest && target.closest("img[src]");
    return picture && REMOTE.test(picture.getAttribute("src")) ? picture.getAttribute("src") : null;
  }

  function wholeAddress(href) {
    try {
      return new URL(href, document.baseURI).href;
    } catch {
      return ""; // not an address at all
    }
  }

  function pressed(event) {
    const href = linkOf(event.target);
    if (href === null) return;
    event.preventDefault();
    if (href.startsWith("#")) jump(href.slice(1));
    else preview.tell("linked", wholeAddress(href));
  }

  function jump(name) {
    const target = document.getElementById(decodeURIComponent(name));
    if (target) target.scrollIntoView();
  }

  // Tell where in which block the hand was, as a place in the block's own words.
  function pointed(event, isDouble) {
    if (event.button !== 0 || linkOf(event.target) !== null) return;
    if (!isDouble && !getSelection().isCollapsed) return;
    const caret = document.caretRangeFromPoint(event.clientX, event.clientY);
    const block = caret && preview.blockOf(caret.startContainer);
    if (!block) return;
    const index = preview.text.blocks().indexOf(block);
    const range = document.createRange();
    range.setStartBefore(block.nodes[0]);
    range.setEnd(caret.startContainer, caret.startOffset);
    const before = range.toString();
    range.setEndAfter(block.nodes[block.nodes.length - 1]);
    const line = Math.floor(preview.lineAtY(event.clientY + scrollY));
    preview.tell("pointed", JSON.stringify({ index, line, before: before.length, text: range.toString(), isDouble }));
  }

  function hover(event) {
    const href = linkOf(event.target);
    const target = href === null ? "" : wholeAddress(href);
    if (target !== hoveredTarget) preview.tell("hovered", (hoveredTarget = target));
    const block = preview.blockOf(event.target);
    setHovered(block && block.count ? { block, offset: preview.offsetOf(block, event.target) } : null);
  }

  function setHovered(found) {
    const isSame = found && hovered ? found.block === hovered.block && found.offset === hovered.offset : found === hovered;
    if (isSame) return;
    hovered = found;
    drawMarks();
    preview.tell("overLine", found ? found.block.line + found.offset : -1);
  }

  function watch() {
    drawSheet();
    drawHost();
    addEventListener("click", (event) => (pressed(event), pointed(event, false)), true);
    addEventListener("auxclick", pressed, true);
    addEventListener("dblclick", (event) => pointed(event, true), true);
    addEventListener("submit", (event) => event.preventDefault(), true);
    addEventListener("mouseover", hover, { passive: true });
    document.documentElement.addEventListener("mouseleave", () => setHovered(null));
  }

  Object.assign(preview, { drawMarks, markLine, markHovered, markFound });
  preview.touch = { watch };
})();

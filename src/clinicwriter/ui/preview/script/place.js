// Where each line of the text stands in the page, and the scrolling that keeps both sides in step.
"use strict";

(() => {
  const FIRST_LINES = 3; // over these lines the view glides from the text's beginning to the page's own top
  const HAND_MS = 1000; // a scroll this long after a hand's last doing is no longer the hand's

  let wished = null; // {line, height}: keep this line at this height until somebody scrolls
  let handUntil = 0;
  let isHandDown = false;

  function rectOf(placed) {
    if (placed.first === placed.last && placed.first.nodeType === 1) return placed.first.getBoundingClientRect();
    const range = document.createRange();
    range.setStartBefore(placed.first);
    range.setEndAfter(placed.last);
    return range.getBoundingClientRect();
  }

  function elementOf(placed, mark) {
    let node = placed.block.nodes[mark.node];
    for (const step of mark.path) node = node && node.children && node.children[step];
    return node && node.nodeType === 1 ? node : null;
  }

  // The element inside a block that a line begins (a list's entry, a table's row); null for the block itself.
  function partWith(placed, line) {
    const marks = placed.block.marks.filter((mark) => placed.block.line + mark.line <= line);
    return marks.length ? elementOf(placed, marks[marks.length - 1]) : null;
  }

  // How many lines below the block's first the element begins that holds a node.
  function offsetOf(block, node) {
    const placed = preview.seenOf(block);
    const holding = block.marks.filter((mark) => {
      const element = elementOf(placed, mark);
      return element && element.contains(node);
    });
    return holding.length ? holding[holding.length - 1].line : 0;
  }

  // The block's known places: [line, y in the page], growing in both, its beginning and end included.
  function anchorsOf(placed) {
    const rect = rectOf(placed);
    const block = placed.block;
    const found = [[block.line, rect.top + scrollY]];
    const lowest = rect.bottom + scrollY;
    for (const mark of block.marks || []) {
      const element = elementOf(placed, mark);
      const y = element ? element.getBoundingClientRect().top + scrollY : NaN;
      const [line, above] = found[found.length - 1];
      if (block.line + mark.line > line && y >= above && y <= lowest) found.push([block.line + mark.line, y]);
    }
    found.push([block.line + Math.max(1, block.filled), lowest]);
    return found;
  }

  function between(value, low, high, from, to) {
    return high > low ? from + ((to - from) * (value - low)) / (high - low) : from;
  }

  function lastAtOrBefore(list, isAfter) {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isAfter(list[middle], middle)) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  }

  function topOf(placed) {
    return rectOf(placed).top + scrollY;
  }

  // A block's known places, up to the next block that can be seen.
  function anchorsFrom(placed) {
    const anchors = anchorsOf(placed);
    const next = preview.nearestSeen(placed.index + 1, 1);
    if (next) anchors.push([next.block.line, topOf(next)]);
    return anchors;
  }

  // The last block that can be seen and begins at a line or above it; null where there is none.
  function placedBefore(line) {
    return preview.nearestSeen(lastAtOrBefore(preview.text.blocks(), (block) => block.line > line), -1);
  }

  function yOfLine(line) {
    const placed = placedBefore(line);
    if (!placed) {
      const first = preview.nearestSeen(0, 1);
      return first ? topOf(first) : 0;
    }
    const anchors = anchorsFrom(placed);
    const i = Math.min(lastAtOrBefore(anchors, ([known]) => known > line), anchors.length - 2);
    const [low, from] = anchors[i];
    const [high, to] = anchors[i + 1];
    return between(Math.min(line, high), low, high, from, to);
  }

  function lineAtY(y) {
    const at = lastAtOrBefore(preview.text.blocks(), (_block, index) => {
      const placed = preview.nearestSeen(index, -1);
      return Boolean(placed) && topOf(placed) > y;
    });
    const placed = preview.nearestSeen(at, -1);
    if (!placed) {
      const first = preview.nearestSeen(0, 1);
      return first ? first.block.line : 0;
    }
    const anchors = anchorsFrom(placed);
    const i = Math.min(lastAtOrBefore(anchors, ([, known]) => known > y), anchors.length - 2);
    const [low, from] = anchors[i];
    const [high, to] = anchors[i + 1];
    return between(Math.min(y, to), from, to, low, high);
  }

  // At the very top of the editor the whole page's head is shown, three lines further the text alone counts.
  function topOfLine(line) {
    const y = yOfLine(line);
    return line < FIRST_LINES ? (y * Math.max(0, line)) / FIRST_LINES : y;
  }

  function lineOfTop(top) {
    if (top >= topOfLine(FIRST_LINES)) return lineAtY(top);
    let low = 0;
    let high = FIRST_LINES;
    for (let i = 0; i < 20; i++) {
      const middle = (low + high) / 2;
      if (topOfLine(middle) <= top) low = middle;
      else high = middle;
    }
    return low;
  }

  function moveTo(top) {
    const limit = document.documentElement.scrollHeight - innerHeight;
    const goal = Math.max(0, Math.min(top, limit));
    if (Math.abs(goal - scrollY) >= 1) scrollTo({ top: goal, behavior: "instant" });
  }

  function align() {
    if (!wished || document.hidden) return;
    if (wished.height === null) moveTo(topOfLine(wished.line));
    else if (wished.line < FIRST_LINES && yOfLine(wished.line + 1) < innerHeight) moveTo(0);
    else moveTo(yOfLine(wished.line) - wished.height);
  }

  function followLine(line, height) {
    dropHand();
    wished = { line, height: Math.max(0, Math.min(height, innerHeight - 48)) };
    align();
  }

  function scrollToLine(line) {
    dropHand();
    wished = { line, height: null };
    align();
  }

  // The page scrolls by itself too (swaps, late pictures): only a hand's scrolling is told.
  function noteScroll() {
    if (!isHandDown && performance.now() > handUntil) return;
    noteHand();
    wished = null;
    preview.tell("scrolled", lineOfTop(scrollY));
  }

  function noteHand() {
    handUntil = performance.now() + HAND_MS;
  }

  function dropHand() {
    isHandDown = false;
    handUntil = 0;
  }

  function watch() {
    const quietly = { passive: true, capture: true };
    addEventListener("scroll", noteScroll, { passive: true });
    for (const kind of ["wheel", "touchmove", "keydown"]) addEventListener(kind, noteHand, quietly);
    addEventListener("pointerdown", () => (isHandDown = true), quietly);
    for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, () => (isHandDown = false), quietly);
    addEventListener("pointermove", (event) => (isHandDown = isHandDown && event.buttons !== 0), quietly);
    addEventListener("load", settleLayout, true); // a picture came late
    new ResizeObserver(settleLayout).observe(document.body);
  }

  function settleLayout() {
    align();
    preview.drawMarks();
  }

  Object.assign(preview, { yOfLine, lineAtY, placedBefore, rectOf, partWith, offsetOf, followLine, scrollToLine, align });
  preview.place = { watch };
})();

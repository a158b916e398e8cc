// Where each line of the text stands in the page, and the scrolling that keeps both sides in step.
"use strict";

(() => {
  const FIRST_LINES = 3; // over these lines the view glides from the text's beginning to the page's own top
  const SLACK = 8; // lines that share one line of the page may differ by so much
  const BELOW = 24; // so much is to be seen below the place that is written at, in pixels
  const SCROLLS = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " ", "Tab"]);
  const ENTER_FRAMES = 4; // by then the engine has put the focus on the page's first link
  const HAND_MS = 1000; // a scroll this long after a hand's last doing is no longer the hand's

  let wished = null; // {line, height, share}: keep this line at this height until somebody scrolls
  let topLine = 0; // the line that a hand left at the top
  let pixelRatio = devicePixelRatio;
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
    const marks = placed.block.marks.filter((mark) => !mark.word && placed.block.line + mark.line <= line);
    return marks.length ? elementOf(placed, marks[marks.length - 1]) : null;
  }

  // How many lines below the block's first the element begins that holds a node.
  function offsetOf(block, node) {
    const placed = preview.seenOf(block);
    const holding = block.marks.filter((mark) => {
      const element = mark.word ? null : elementOf(placed, mark);
      return element && element.contains(node);
    });
    return holding.length ? holding[holding.length - 1].line : 0;
  }

  // Where the element's word with this number is drawn: the top of its line; NaN where there is none.
  function topOfWord(element, number) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(), left = number; node; node = walker.nextNode()) {
      const words = [...node.data.matchAll(/[\p{L}\p{N}]+/gu)];
      if (left < words.length) return topOfLetter(node, words[left].index);
      left -= words.length;
    }
    return NaN;
  }

  function topOfLetter(node, index) {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + 1);
    const rect = range.getBoundingClientRect();
    const lineHeight = parseFloat(getComputedStyle(node.parentNode).lineHeight) || rect.height;
    return rect.top - (lineHeight - rect.height) / 2 + scrollY;
  }

  function topOfMark(placed, mark) {
    const element = elementOf(placed, mark);
    if (!element) return NaN;
    return mark.word ? topOfWord(element, mark.word) : element.getBoundingClientRect().top + scrollY;
  }

  // The known places around one of a block's marks (-1 for the block's beginning): [line, y in the page], growing in
  // both, up to the next block that can be seen.
  function anchorsAround(placed, at) {
    const { block, index } = placed;
    const rect = rectOf(placed);
    const [top, lowest] = [rect.top + scrollY, rect.bottom + scrollY];
    const anchors = [[block.line, top]];
    for (let i = at; i >= 0 && anchors.length < 2; i--) {
      const y = topOfMark(placed, block.marks[i]);
      if (block.marks[i].line && y > top - SLACK && y <= lowest) anchors.push([block.line + block.marks[i].line, Math.max(y, top)]);
    }
    const [line, above] = anchors[anchors.length - 1];
    const count = anchors.length;
    for (let i = at + 1; i < block.marks.length && anchors.length === count; i++) {
      const y = topOfMark(placed, block.marks[i]);
      if (block.line + block.marks[i].line > line && y > above - SLACK && y <= lowest) {
        anchors.push([block.line + block.marks[i].line, Math.max(y, above)]);
      }
    }
    anchors.push([block.line + Math.max(1, block.filled), lowest]);
    const next = preview.nearestSeen(index + 1, 1);
    if (next) anchors.push([next.block.line, topOf(next)]);
    return anchors;
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
    const { block } = placed;
    const anchors = anchorsAround(placed, lastAtOrBefore(block.marks, (mark) => block.line + mark.line > line));
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
    const marks = placed.block.marks;
    const anchors = anchorsAround(placed, lastAtOrBefore(marks, (mark) => topOfMark(placed, mark) > y));
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
    else moveTo(topWithCursor(yOfLine(wished.line), yOfLine(wished.line + wished.share)));
  }

  // The paragraph stands where it does in the text, but for what it takes to see the place in it that is written at.
  function topWithCursor(beginning, written) {
    const top = beginning - Math.min(wished.height, innerHeight - BELOW);
    return Math.max(Math.min(top, Math.max(beginning, written - BELOW)), written + BELOW - innerHeight);
  }

  function followLine(line, height, share) {
    dropHand();
    wished = { line, height, share };
    align();
  }

  function scrollToLine(line) {
    dropHand();
    wished = { line, height: null, share: 0 };
    align();
  }

  // The page scrolls by itself too (swaps, late pictures): only a hand's scrolling is told.
  function noteScroll() {
    if (!isHandDown && performance.now() > handUntil) return;
    noteHand();
    wished = null;
    topLine = lineOfTop(scrollY);
    preview.tell("scrolled", topLine);
  }

  function scrolls(event) {
    return SCROLLS.has(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey;
  }

  // Who comes in by Tab is led to the first link that is seen, and not to the page's top, where the engine goes.
  function enter() {
    if (isHandDown || document.activeElement !== document.body) return;
    const before = scrollY;
    let left = ENTER_FRAMES; // by frames: timers of a page without scripts of its own never come
    requestAnimationFrame(function wait() {
      if (left--) requestAnimationFrame(wait);
      else if (document.activeElement !== document.body && Math.abs(scrollY - before) >= 1) comeIn(before);
    });
  }

  function comeIn(top) {
    moveTo(top);
    const isSeen = (link) => {
      const box = link.getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight;
    };
    const link = [...document.querySelectorAll("a[href]")].find(isSeen);
    if (link) link.focus({ preventScroll: true });
    else document.activeElement.blur();
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
    addEventListener("touchmove", noteHand, quietly);
    addEventListener("keydown", (event) => scrolls(event) && noteHand(), quietly);
    addEventListener("wheel", (event) => event.ctrlKey || noteHand(), quietly); // with Ctrl it zooms
    addEventListener("resize", keepPlace, { passive: true });
    addEventListener("pointerdown", () => (isHandDown = true), quietly);
    for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, () => (isHandDown = false), quietly);
    addEventListener("pointermove", (event) => (isHandDown = isHandDown && event.buttons !== 0), quietly);
    addEventListener("focus", enter);
    for (const kind of ["load", "error"]) addEventListener(kind, settleLayout, true); // a picture came late, or not
    new ResizeObserver(settleLayout).observe(document.body);
  }

  // Another width or zoom breaks the lines anew: what was at its height stays there.
  function keepPlace() {
    dropHand();
    if (wished && wished.height !== null) wished.height *= pixelRatio / devicePixelRatio;
    pixelRatio = devicePixelRatio;
    if (wished) align();
    else moveTo(topOfLine(topLine));
  }

  function settleLayout() {
    align();
    preview.drawMarks();
  }

  Object.assign(preview, { yOfLine, lineAtY, placedBefore, rectOf, partWith, offsetOf, followLine, scrollToLine, align });
  preview.place = { watch };
})();

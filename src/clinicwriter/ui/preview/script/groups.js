// A very long text in groups: the page lays out, measures and draws group by group, so that a key costs the same at
// any length. The groups are slots of a shadow tree: the document, which the site's styles see, stays as it is.
"use strict";

(() => {
  const LEAST = 240; // blocks; a shorter text is laid out as it stands
  const SIZE = 48; // blocks of a group, up to twice as many
  const HOSTS = new Set(["article", "aside", "body", "div", "main", "section"]); // they may have a shadow tree
  const BEGINS = /^(p|h[1-6]|ul|ol|dl|pre|table|blockquote|div|hr|figure|details|section)$/;

  let host = null;
  let head = null; // what stands before the text in the same element, and after it
  let tail = null;
  let refused = null; // an element that is not to be grouped

  function canHold(element) {
    if (!HOSTS.has(element.localName) || element.shadowRoot) return false;
    const style = getComputedStyle(element);
    const isPlain = style.display === "block" || style.display === "flow-root";
    return isPlain && style.columnCount === "auto" && style.columnWidth === "auto" && !countsByStyle();
  }

  // The numbers that a style sheet counts reach from neighbour to neighbour: groups would part them.
  function countsByStyle() {
    return [...document.styleSheets].some((sheet) => {
      try {
        return [...sheet.cssRules].some((rule) => rule.cssText.includes("counter-"));
      } catch {
        return true; // a sheet that may not be read
      }
    });
  }

  function newSlot(before, parent) {
    const slot = document.createElement("slot");
    const holder = parent.appendChild(document.createElement("div"));
    holder.style.isolation = "isolate"; // its overflow is kept apart too, and not measured with all others'
    holder.append(slot);
    if (before) before.holder.after(holder);
    return { slot, holder };
  }

  function bareSlot(parent) {
    return parent.appendChild(document.createElement("slot"));
  }

  // Begin groups in the element that holds the text, where that is possible.
  function enter(parent) {
    host = null;
    if (parent === refused) return null;
    if (!canHold(parent)) return (refused = parent) && null;
    const inside = parent.attachShadow({ mode: "open", slotAssignment: "manual" });
    head = bareSlot(inside);
    host = parent;
    tail = bareSlot(inside);
    return inside;
  }

  function frame(start, end) {
    if (host !== start.parentNode) return;
    const children = [...host.childNodes];
    head.assign(...children.slice(0, children.indexOf(start)).filter(isShown));
    tail.assign(...children.slice(children.indexOf(end) + 1).filter(isShown));
  }

  function isShown(node) {
    return node.nodeType === 1 || node.nodeType === 3;
  }

  // Arrange the whole text anew: `nodes` in one group where its blocks cannot be told apart.
  function arrange(blocks, start, end, nodes) {
    const parent = start.parentNode;
    if (host !== parent && (blocks.length < LEAST || !enter(parent))) return;
    frame(start, end);
    for (const holder of [...host.shadowRoot.children]) if (holder.localName === "div") holder.remove();
    const group = newSlot(null, host.shadowRoot);
    host.shadowRoot.append(tail);
    for (const block of blocks) block.group = group;
    if (nodes) group.slot.assign(...nodes.filter(isShown));
    else divide(blocks, 0, blocks.length);
  }

  // Arrange what an exchange touched: `count` blocks from `first` on came, others left.
  function renew(blocks, first, count, leaving, start, end) {
    if (host !== start.parentNode) return arrange(blocks, start, end, null);
    const neighbour = blocks[first - 1] || blocks[first + count];
    const group = (neighbour && neighbour.group) || (leaving[0] && leaving[0].group);
    if (!group) return arrange(blocks, start, end, null);
    const touched = new Set(leaving.map((block) => block.group));
    if (count) touched.add(group);
    for (let i = first; i < first + count; i++) blocks[i].group = group;
    for (const each of touched) settle(blocks, each, [first - 1, first, first + count]);
  }

  function settle(blocks, group, places) {
    const at = places.find((place) => blocks[place] && blocks[place].group === group);
    if (at === undefined) {
      if (blocks.length) group.holder.remove();
      else group.slot.assign();
      return;
    }
    let low = at;
    let high = at + 1;
    while (low > 0 && blocks[low - 1].group === group) low--;
    while (high < blocks.length && blocks[high].group === group) high++;
    if (high - low > 2 * SIZE) divide(blocks, low, high);
    else fill(group, blocks, low, high);
  }

  // Part one group's blocks into groups of a good size, each beginning where a new line begins anyway.
  function divide(blocks, low, high) {
    let group = blocks[low] && blocks[low].group;
    let from = low;
    for (let i = low; i < high; i++) {
      if (i - from >= SIZE && beginsAnew(blocks[i]) && endsAnew(blocks[i - 1])) {
        fill(group, blocks, from, i);
        group = newSlot(group, host.shadowRoot);
        from = i;
      }
      blocks[i].group = group;
    }
    if (group) fill(group, blocks, from, high);
  }

  function fill(group, blocks, low, high) {
    group.slot.assign(...blocks.slice(low, high).flatMap(shownNodes));
  }

  // Blanks between elements that begin lines of their own are not shown, and fewer nodes are quicker.
  function shownNodes(block) {
    const seen = block.nodes.filter((node) => node.nodeType === 1 || (node.nodeType === 3 && node.data.trim()));
    return seen.every(isOfItsOwn) ? seen : block.nodes.filter(isShown);
  }

  function isOfItsOwn(node) {
    return node.nodeType === 1 && BEGINS.test(node.localName);
  }

  function beginsAnew(block) {
    const placed = preview.seenOf(block);
    return Boolean(placed) && isOfItsOwn(placed.first);
  }

  function endsAnew(block) {
    const placed = preview.seenOf(block);
    return Boolean(placed) && isOfItsOwn(placed.last);
  }

  preview.groups = { arrange, renew, frame, isHost: (node) => node === host };
})();

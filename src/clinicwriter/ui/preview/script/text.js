// The article's text in the page: a list of blocks, each with its nodes, between two comments.
// Lives in a world of its own: nothing of the page can reach it.
"use strict";

const preview = {};

(() => {
  const START = "article-text:start";
  const END = "article-text:end";
  const GUARD = "data-block-guard";

  const inert = document.implementation.createHTMLDocument("");
  let start = null;
  let end = null;
  let blocks = [];
  let isJoined = false; // one parse of all blocks, because a block's tags reach into the next
  let openCount = 0; // of blocks whose tags reach into the next
  let owners = new WeakMap(); // the block of each of its nodes

  function findMarkers(root) {
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
    const found = { start: null, end: null };
    while (walker.nextNode()) {
      const word = walker.currentNode.data.trim();
      if (word === START && !found.start) found.start = walker.currentNode;
      if (word === END && found.start) found.end = walker.currentNode;
    }
    return found.end && found.end.parentNode === found.start.parentNode ? found : null;
  }

  function begin() {
    const markers = findMarkers(document.documentElement) || addMarkers();
    start = markers.start;
    end = markers.end;
    clearBetween();
    blocks = [];
    isJoined = false;
    openCount = 0;
    owners = new WeakMap();
  }

  function addMarkers() {
    const found = { start: document.createComment(START), end: document.createComment(END) };
    document.body.append(found.start, found.end);
    return found;
  }

  function clearBetween() {
    while (start.nextSibling && start.nextSibling !== end) start.nextSibling.remove();
  }

  // Parse where nothing is fetched, in the surroundings that the text has in the page.
  function parse(html) {
    const holder = inert.createElement(start.parentNode.localName || "div");
    holder.innerHTML = html;
    return [...holder.childNodes];
  }

  // A block whose tags stay open, or that closes tags of others, cannot stand alone: it has no nodes of its own.
  function newBlock(block) {
    const nodes = parse(block.html + "<wbr " + GUARD + ">");
    const last = nodes.pop();
    const isWhole = Boolean(last && last.nodeType === 1 && last.localName === "wbr" && last.hasAttribute(GUARD));
    const made = { ...block, isWhole, nodes: [], seen: undefined, group: null };
    own(made, isWhole ? nodes : []);
    return made;
  }

  function own(block, nodes) {
    block.nodes = nodes;
    block.seen = undefined;
    for (const node of nodes) owners.set(node, block);
  }

  function nodeAfter(index) {
    for (let i = index; i < blocks.length; i++) {
      if (blocks[i].nodes.length) return blocks[i].nodes[0];
    }
    return end;
  }

  function isSame(old, fresh) {
    return old.html === fresh.html;
  }

  function take(old, fresh) {
    old.line = fresh.line;
    old.count = fresh.count;
    old.filled = fresh.filled;
    old.marks = fresh.marks;
  }

  // Replace blocks; those at either end that did not change keep their nodes.
  function swap(first, removed, fresh) {
    let stop = Math.min(first + removed, blocks.length);
    let freshStop = fresh.length;
    let from = 0;
    while (first < stop && from < freshStop && isSame(blocks[first], fresh[from])) take(blocks[first++], fresh[from++]);
    while (stop > first && freshStop > from && isSame(blocks[stop - 1], fresh[freshStop - 1])) {
      take(blocks[--stop], fresh[--freshStop]);
    }
    const entering = fresh.slice(from, freshStop).map(newBlock);
    const leaving = blocks.slice(first, stop);
    openCount += openOnes(entering) - openOnes(leaving);
    if (!isJoined) exchange(leaving, entering, nodeAfter(stop));
    blocks.splice(first, stop - first, ...entering);
    if (!isJoined) preview.groups.renew(blocks, first, entering.length, leaving, start, end);
  }

  function openOnes(some) {
    return some.reduce((count, block) => count + (block.isWhole ? 0 : 1), 0);
  }

  function exchange(leaving, entering, before) {
    const [old, fresh] = [leaving, entering].map((some) => some.flatMap((block) => block.nodes));
    const putPictures = preview.pictures.keep(old, fresh);
    const fragment = document.createDocumentFragment();
    for (const node of fresh) fragment.append(node);
    start.parentNode.insertBefore(fragment, before);
    putPictures();
    old.forEach((node) => node.remove());
  }

  function exchangeAll(fresh) {
    const old = between();
    const putPictures = preview.pictures.keep(old, fresh);
    start.after(...fresh);
    putPictures();
    old.forEach((node) => node.remove());
  }

  function join() {
    const edge = (index) => "block-edge:" + index;
    const html = blocks.map((block, index) => "<!--" + edge(index) + "-->" + block.html).join("");
    exchangeAll(parse(html));
    const edges = new Map();
    const range = document.createTreeWalker(start.parentNode, NodeFilter.SHOW_COMMENT);
    while (range.nextNode()) edges.set(range.currentNode.data, range.currentNode);
    blocks.forEach((block, index) => {
      const comment = edges.get(edge(index));
      const next = comment && comment.nextSibling;
      own(block, next && next.nodeType !== 8 ? [next] : []);
    });
    edges.forEach((comment, word) => word.startsWith("block-edge:") && comment.remove());
    preview.groups.arrange(blocks, start, end, between());
  }

  function between() {
    const found = [];
    for (let node = start.nextSibling; node && node !== end; node = node.nextSibling) found.push(node);
    return found;
  }

  function separate() {
    clearBetween();
    blocks.forEach((block) => own(block, parse(block.html)));
    exchange([], blocks, end);
    preview.groups.arrange(blocks, start, end, null);
  }

  function settle() {
    const mustJoin = openCount > 0;
    if (mustJoin) join();
    else if (isJoined) separate();
    isJoined = mustJoin;
  }

  // Take the operations of one answer, in their order; what comes after a swap moves by some lines.
  function apply(operations) {
    for (const [first, removed, fresh, shift] of operations) {
      swap(first, removed, fresh);
      if (shift) for (let i = first + fresh.length; i < blocks.length; i++) blocks[i].line += shift;
    }
    settle();
  }

  function reset(fresh) {
    swap(0, blocks.length, fresh);
    settle();
  }

  // What of a block can be seen: an element or some words to measure; null for nothing.
  function seenOf(block) {
    if (block.seen === undefined) {
      const seen = block.nodes.filter((node) => node.nodeType === 1 || (node.nodeType === 3 && node.data.trim()));
      block.seen = seen.length ? { block, first: seen[0], last: seen[seen.length - 1] } : null;
    }
    return block.seen;
  }

  // The nearest block from `index` on, going by `step`, of which something can be seen; with its own index.
  function nearestSeen(index, step) {
    for (let i = index; i >= 0 && i < blocks.length; i += step) {
      const placed = seenOf(blocks[i]);
      if (placed) return { ...placed, index: i };
    }
    return null;
  }

  // The page around the text changed: its parts stand where they stood, or the text stands in another element.
  function reframed() {
    if (preview.groups.isHost(start.parentNode)) preview.groups.frame(start, end);
    else preview.groups.arrange(blocks, start, end, isJoined ? between() : null);
  }

  function html() {
    const range = document.createRange();
    range.setStartAfter(start);
    range.setEndBefore(end);
    const holder = inert.createElement("div");
    holder.append(range.cloneContents());
    return holder.innerHTML;
  }

  // What a parse of the whole text in one piece gives here: for comparing.
  function parsedHtml(whole) {
    const holder = inert.createElement("div");
    holder.append(...parse(whole));
    return holder.innerHTML;
  }

  function blockOf(node) {
    let top = node;
    while (top && top.parentNode !== start.parentNode) top = top.parentNode;
    return (top && owners.get(top)) || null;
  }

  Object.assign(preview, { apply, reset, html, parsedHtml, seenOf, nearestSeen, blockOf, findMarkers });
  preview.text = { begin, reframed, markers: () => ({ start, end }), blocks: () => blocks };
})();

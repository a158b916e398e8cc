// The page around the text: what changed in it is changed in place, the text's own nodes stay.
"use strict";

(() => {
  function reframe(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const markers = preview.findMarkers(fresh.documentElement);
    if (!markers) return;
    const { start, end } = preview.text.markers();
    for (let node = markers.start.nextSibling; node && node !== markers.end; node = markers.start.nextSibling) node.remove();
    syncAttributes(document.documentElement, fresh.documentElement);
    syncElement(document.head, fresh.head, null);
    if (!isLikeStructure(start.parentNode, markers.start.parentNode)) replaceBody(fresh, markers, start, end);
    else syncElement(document.body, fresh.body, { start, end, freshStart: markers.start, freshEnd: markers.end });
    preview.text.reframed();
  }

  // The elements from the text up to the body are the same ones, in the same places.
  function isLikeStructure(old, fresh) {
    if (old.localName !== fresh.localName) return false;
    return old === document.body || isLikeStructure(old.parentNode, fresh.parentNode);
  }

  function replaceBody(fresh, markers, start, end) {
    const kept = document.createDocumentFragment();
    for (let node = start; node; ) {
      const next = node === end ? null : node.nextSibling;
      kept.append(node);
      node = next;
    }
    markers.start.before(kept);
    markers.start.remove();
    markers.end.remove();
    syncAttributes(document.body, fresh.body);
    document.body.replaceChildren(...fresh.body.childNodes);
  }

  function syncElement(old, fresh, text) {
    syncAttributes(old, fresh);
    syncChildren(old, items(old, text && text.start, text && text.end), items(fresh, text && text.freshStart, text && text.freshEnd), text);
  }

  // An element's children, the text from marker to marker being one of them.
  function items(parent, start, end) {
    const found = [];
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      if (node === start) {
        found.push({ first: start, last: end, isText: true, holds: true });
        node = end;
      } else found.push({ first: node, last: node, isText: false, holds: Boolean(start) && node.contains(start) });
    }
    return found;
  }

  function isEqual(old, fresh) {
    if (old.isText || fresh.isText) return old.isText && fresh.isText;
    return !old.holds && !fresh.holds && old.first.isEqualNode(fresh.first);
  }

  function isLike(old, fresh) {
    if (old.isText || fresh.isText || old.holds !== fresh.holds) return false;
    return old.first.nodeType === 1 && old.first.nodeName === fresh.first.nodeName;
  }

  function syncChildren(parent, old, fresh, text) {
    const holder = old.findIndex((item) => item.holds);
    const freshHolder = fresh.findIndex((item) => item.holds);
    if (holder < 0 || freshHolder < 0) return syncRun(parent, old, fresh, text, null);
    const kept = old[holder];
    syncRun(parent, old.slice(0, holder), fresh.slice(0, freshHolder), text, kept.first);
    if (!kept.isText) syncElement(kept.first, fresh[freshHolder].first, text);
    return syncRun(parent, old.slice(holder + 1), fresh.slice(freshHolder + 1), text, null);
  }

  // Neighbours without the text: what is equal at both ends stays, what is alike is changed, the rest replaced.
  function syncRun(parent, old, fresh, text, before) {
    while (old.length && fresh.length && isEqual(old[0], fresh[0])) {
      old = old.slice(1);
      fresh = fresh.slice(1);
    }
    while (old.length && fresh.length && isEqual(old.at(-1), fresh.at(-1))) {
      before = old.at(-1).first;
      old = old.slice(0, -1);
      fresh = fresh.slice(0, -1);
    }
    fresh.forEach((item, index) => {
      const there = old[index];
      if (there && isEqual(there, item)) return;
      if (there && isLike(there, item)) syncElement(there.first, item.first, text);
      else if (there) there.first.replaceWith(document.adoptNode(item.first));
      else parent.insertBefore(document.adoptNode(item.first), before);
    });
    old.slice(fresh.length).forEach((item) => item.first.remove());
  }

  function syncAttributes(old, fresh) {
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }

  preview.reframe = reframe;
})();

// Pictures that stay: a block made anew takes over the elements of its pictures, with what was loaded and decoded.
// Otherwise each key in a picture's paragraph would cost the size of the picture once more, for minutes.
"use strict";

(() => {
  function picturesIn(nodes) {
    return nodes.filter((node) => node.nodeType === 1).flatMap((node) => [...node.querySelectorAll("img[src]")]);
  }

  // A picture that could not be loaded is asked for again: it may be there by now.
  function isFit(old) {
    return !old.complete || old.naturalWidth > 0;
  }

  // The same names in the same order: what is written of the page is then the same to the letter.
  function isLike(old, fresh) {
    const isSame = old.getAttribute("src") === fresh.getAttribute("src");
    return isSame && old.getAttributeNames().join() === fresh.getAttributeNames().join();
  }

  function take(old, fresh) {
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }

  // Leave a place for each picture that is there already. To be called while the entering nodes are still in the
  // document that fetches nothing; what is returned puts the pictures in, once these nodes are in the page, as a
  // picture that goes through another document is loaded anew.
  function keep(leaving, entering) {
    const free = picturesIn(leaving).filter(isFit);
    const places = [];
    for (const fresh of free.length ? picturesIn(entering) : []) {
      const at = free.findIndex((old) => isLike(old, fresh));
      if (at < 0) continue;
      const [old] = free.splice(at, 1);
      const place = fresh.ownerDocument.createComment("");
      take(old, fresh);
      fresh.replaceWith(place);
      places.push([place, old]);
    }
    return () => places.forEach(([place, old]) => place.replaceWith(old));
  }

  preview.pictures = { keep };
})();

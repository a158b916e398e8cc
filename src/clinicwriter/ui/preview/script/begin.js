// The beginning: the line to the program is opened, the text's place found, and then each wish carried out.
"use strict";

(() => {
  let line = null;

  preview.tell = (fact, value) => line && line[fact](value);

  // Say that a revision can be seen: when the frame after the one that holds it begins, that one was drawn.
  function tellShown(revision) {
    requestAnimationFrame(() => requestAnimationFrame(() => preview.tell("shown", revision)));
  }

  function show(revision, operations) {
    preview.apply(operations);
    finish(revision);
  }

  function showAll(revision, blocks) {
    preview.reset(blocks);
    finish(revision);
  }

  function finish(revision) {
    preview.align();
    preview.drawMarks();
    tellShown(revision);
  }

  function begin(words) {
    preview.words = words;
    preview.text.begin();
    preview.touch.watch();
    preview.place.watch();
    new QWebChannel(qt.webChannelTransport, (channel) => {
      line = channel.objects.line;
      line.begun();
    });
  }

  Object.assign(preview, { show, showAll, begin });
})();

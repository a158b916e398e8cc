// The beginning: the line to the program is opened, the text's place found, and then each wish carried out.
"use strict";

(() => {
  let line = null;

  preview.tell = (fact, value) => line && line[fact](value);

  // Say that a revision can be seen: after the frame that holds it was made.
  function tellShown(revision) {
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => preview.tell("shown", revision);
      after.port2.postMessage(null);
    });
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

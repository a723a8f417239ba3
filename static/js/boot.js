/* Brings htmx once the page is whole: from the CDN when the operator allows it, else, or when the CDN fails or stalls, from our own copy.
   It waits for `load` because htmx, inserted between `DOMContentLoaded` and `load`, would wait for an event that has passed. */
(function () {
  'use strict';

  var PATIENCE = 2000;
  var settings = document.currentScript.dataset;

  function insert(address, integrity) {
    var script = document.createElement('script');
    if (integrity) {
      script.integrity = integrity;
      script.crossOrigin = 'anonymous';
    }
    script.src = address;
    document.head.appendChild(script);
    return script;
  }

  function bringCopy() {
    insert(settings.copy);
  }

  function bring() {
    if (!settings.cdn) {
      bringCopy();
      return;
    }
    var script = insert(settings.cdn, settings.integrity);
    var timer = setTimeout(function () {
      // A script moved to another document does not run when it comes late: htmx must not start twice.
      document.implementation.createHTMLDocument('').adoptNode(script);
      bringCopy();
    }, PATIENCE);
    script.addEventListener('load', function () {
      clearTimeout(timer);
    });
    script.addEventListener('error', function () {
      clearTimeout(timer);
      bringCopy();
    });
  }

  if (document.readyState === 'complete') {
    bring();
  } else {
    addEventListener('load', bring);
  }
})();

/* What the page gains from a script; nothing here is needed to use the site. The names of htmx's events stand here and nowhere else. */
(function () {
  'use strict';

  var EVENTS = {
    before: 'htmx:beforeRequest',
    after: 'htmx:afterRequest',
    swapping: 'htmx:beforeSwap',
    swapped: 'htmx:afterSwap',
    failed: { 'htmx:sendError': 'network', 'htmx:timeout': 'network', 'htmx:responseError': 'refused' }
  };
  var SHIFTS_TO_LEAVE = 3;
  var SHIFTS_WITHIN = 1500;

  function find(selector) {
    return document.querySelector(selector);
  }

  /* Says in the permanent alert region what went wrong, in the page's language (`data-*` of the region); nothing when all is well. */
  function alertWith(kind) {
    var region = find('#alerte');
    region.textContent = kind ? region.dataset[kind] : '';
  }

  /* Errors take the focus when they arrive, not when something else of their page changes. */
  function focusErrors(arrived) {
    var summary = find('#erreurs');
    if (summary && arrived.contains(summary)) {
      summary.focus();
    }
  }

  document.addEventListener(EVENTS.before, function (event) {
    alertWith('');
    event.detail.target.setAttribute('aria-busy', 'true');
  });

  document.addEventListener(EVENTS.after, function (event) {
    event.detail.target.removeAttribute('aria-busy');
  });

  document.addEventListener(EVENTS.swapped, function (event) {
    if ('annonce' in event.target.dataset) {
      find('#annonce').textContent = event.target.dataset.annonce;
    }
    offerLanguage();
    focusErrors(event.target);
  });

  Object.keys(EVENTS.failed).forEach(function (name) {
    document.addEventListener(name, function (event) {
      // Suggestions that do not come are no trouble: the search is still there.
      if (event.detail.target.id !== 'suggestions') {
        alertWith(EVENTS.failed[name]);
      }
    });
  });

  /* Suggestions go away with Escape, or once the search is sent; those that come after that are not shown. */
  var suggesting = true;

  function closeSuggestions() {
    var list = find('#suggestions');
    suggesting = false;
    if (list && list.firstElementChild) {
      if (list.contains(document.activeElement)) {
        find('#q').focus();
      }
      list.textContent = '';
      find('#annonce').textContent = '';
    }
  }

  document.addEventListener('input', function () {
    suggesting = true;
  });
  document.addEventListener('submit', closeSuggestions);
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') {
      closeSuggestions();
    }
  });
  document.addEventListener(EVENTS.swapping, function (event) {
    if (event.detail.target.id === 'suggestions' && !suggesting) {
      event.detail.shouldSwap = false;
    }
  });

  /* Where the device is: asked only on demand. */
  function locate(found) {
    navigator.geolocation.getCurrentPosition(
      function (position) {
        found(position.coords);
      },
      function () {
        alertWith('position');
      },
      { timeout: 15000, maximumAge: 300000 }
    );
  }

  /* "Around me": rounded to three decimals (about 100 m) before it leaves the device. */
  function searchAround(button) {
    locate(function (point) {
      var fields = new URLSearchParams(new FormData(button.form));
      fields.delete('lieu');
      fields.delete('commune');
      fields.set('lat', point.latitude.toFixed(3));
      fields.set('lon', point.longitude.toFixed(3));
      location.assign(button.form.action + '?' + fields);
    });
  }

  /* "Use my position": into the field that the button names, to be seen and sent with the form. */
  function fillPosition(button) {
    locate(function (point) {
      var field = button.form.elements[button.dataset.positionField];
      field.value = point.latitude.toFixed(5) + ', ' + point.longitude.toFixed(5);
      field.focus();
    });
  }

  function leave() {
    var exit = find('[data-quick-exit]');
    var forget = find('form[data-forget]');
    if (exit) {
      document.body.hidden = true;
      // What a code opened on this device closes, so that Back shows nothing.
      if (forget && navigator.sendBeacon) {
        navigator.sendBeacon(forget.action, new FormData(forget));
      }
      location.replace(exit.href);
    }
  }

  document.addEventListener('click', function (event) {
    var target = event.target.closest('[data-quick-exit], [data-position], [data-position-field], [data-print], [data-copy-text], [data-read-aloud]');
    if (!target) {
      return;
    }
    if ('quickExit' in target.dataset) {
      event.preventDefault();
      leave();
    } else if ('position' in target.dataset) {
      searchAround(target);
    } else if ('positionField' in target.dataset) {
      fillPosition(target);
    } else if ('print' in target.dataset) {
      print();
    } else if ('readAloud' in target.dataset) {
      readAloud();
    } else {
      navigator.clipboard.writeText(target.dataset.copyText).then(function () {
        find('#annonce').textContent = target.dataset.copied;
        target.lastChild.textContent = target.dataset.copied;
      });
    }
  });

  /* A question read by the device's voice, each part in its language; pressed again, it stops. Nothing that was typed is read. */
  function readAloud() {
    var texts = document.createTreeWalker(find('#question'), NodeFilter.SHOW_TEXT);
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      return;
    }
    window.onpagehide = function () {
      speechSynthesis.cancel();
    };
    while (texts.nextNode()) {
      var around = texts.currentNode.parentElement;
      var part = new SpeechSynthesisUtterance(texts.currentNode.data.trim());
      part.lang = around.closest('[lang]').lang;
      if (part.text && !around.closest('textarea, option')) {
        speechSynthesis.speak(part);
      }
    }
  }

  /* Offered where the device has a voice for the page, as far as it tells. */
  function offerVoice() {
    var button = find('[data-read-aloud]');
    var voices = window.speechSynthesis ? speechSynthesis.getVoices() : [];
    if (button && window.speechSynthesis) {
      button.hidden = voices.length > 0 && !voices.some(function (voice) {
        return voice.lang.slice(0, 2) === document.documentElement.lang;
      });
      speechSynthesis.onvoiceschanged = offerVoice;
    }
  }

  var shifts = [];
  document.addEventListener('keyup', function (event) {
    shifts = event.key === 'Shift' ? shifts.concat(event.timeStamp).slice(-SHIFTS_TO_LEAVE) : [];
    if (shifts.length === SHIFTS_TO_LEAVE && event.timeStamp - shifts[0] < SHIFTS_WITHIN) {
      leave();
    }
  });

  function reveal(selector) {
    document.querySelectorAll(selector).forEach(function (element) {
      element.hidden = false;
    });
  }

  if (navigator.clipboard) {
    reveal('[data-copy-text]');
  }
  reveal('[data-print]');

  /* Wide screens show the filters open; browsers that cannot be told so by the style sheet are told here. */
  if (matchMedia('(min-width: 54rem)').matches && !CSS.supports('selector(::details-content)')) {
    document.querySelectorAll('.fold').forEach(function (fold) {
      fold.open = true;
    });
  }

  /* Somebody whose browser speaks another of our languages is offered it at the top, by its own name; the choice stays theirs. */
  function offerLanguage() {
    var wanted = (navigator.languages || [navigator.language])[0].split('-')[0];
    var spoken = document.documentElement.lang;
    var link = spoken === 'fr' && wanted !== spoken && find('#langues a[hreflang="' + wanted + '"]');
    var offered = find('header a[hreflang]');
    if (link && offered) {
      offered.replaceWith(link.cloneNode(true));
    } else if (link) {
      var entry = find('header a[href="#langues"]');
      entry.querySelector('bdi').remove();
      entry.after(link.cloneNode(true));
    }
  }

  offerVoice();
  offerLanguage();
  focusErrors(document);
})();

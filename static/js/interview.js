/* The page where questions are asked without a network. Nothing here is needed while there is one: the page is a form. An interview is
   written down on the device as it goes, then put into the queue, then sent, then taken off once the server told that it has it. */
(function () {
  'use strict';

  var EVERY = 30000;
  var root = document.getElementById('entretien');
  var told = root.dataset;
  var form = document.getElementById('questions');
  var asking = form && self.interviewForm(form);
  var queue;
  var present = null;
  var step = null;
  var afterwards = null;
  var isFacing = false;
  var waiting = [];

  function find(id) { return document.getElementById(id); }

  function show(id, visible) { find(id).hidden = !visible; }

  function say(text) { find('annonce').textContent = text; }

  /* ---- One question at a time ---- */

  function part(name) { return form.querySelector('[data-step="' + name + '"]'); }

  function key(section) { return section.dataset.question || section.dataset.step; }

  function buttons(names) {
    form.querySelectorAll('.go [data-go]').forEach(function (one) { one.hidden = names.indexOf(one.dataset.go) === -1; });
  }

  /* Show one part, the screen turned or to be turned. */
  function goTo(section, isQuiet) {
    var isAlone = 'alone' in section.dataset;
    var isTurning = isAlone && !isFacing;
    var isBack = !isAlone && isFacing && section.dataset.step !== 'rendre';
    step = isBack ? part('rendre') : section;
    afterwards = isBack ? section : null;
    form.querySelectorAll('[data-step]').forEach(function (one) { one.hidden = one !== step; });
    if (step.dataset.question) {
      step.querySelectorAll('[data-plain]').forEach(function (one) { one.hidden = true; });
      step.querySelectorAll('[data-turn]').forEach(function (one) { one.hidden = !isTurning; });
      step.querySelector('[data-body]').hidden = isTurning;
      step.querySelector('[data-missing]').hidden = true;
    }
    buttons(isBack ? ['rendu'] : isTurning ? ['tourne'] : [{ fin: 'garder', refus: 'anew' }[step.dataset.step] || 'suivant']);
    show('secours', step.dataset.step !== 'debut');
    form.querySelector('[data-go="retour"]').hidden = step.dataset.step === 'debut' || isBack;
    if (!isQuiet) {
      step.focus();
      step.scrollIntoView();
    }
  }

  function way() { return [part('debut')].concat(asking.asked(), [part('fin')]); }

  function next() {
    if (step.dataset.question && !asking.isAnswered(step)) {
      var missing = step.querySelector('[data-missing]');
      missing.hidden = false;
      say(missing.textContent);
      return;
    }
    if (step.dataset.question && asking.isRefused(step)) {
      forgetPresent().then(function () { goTo(part('refus')); });
      return;
    }
    var all = way();
    // Of what is opened again, an answer that the person gave alone is passed over, unless it is what is to be mended.
    var after = all.slice(all.indexOf(step) + 1).filter(function (one) { return !isTheirs(one) || !present || !present.mended; })[0];
    goTo(after);
    note();
  }

  function isTheirs(section) {
    return 'alone' in section.dataset && asking.isAnswered(section) && !section.querySelector('.mistake:not([data-missing])');
  }

  /* Back never shows again what the person answered alone. */
  function back() {
    var all = way();
    var before = all.slice(0, Math.max(all.indexOf(step), 1)).reverse().filter(function (one) { return !('alone' in one.dataset); })[0];
    goTo(before);
    note();
  }

  /* Write down what is being done: a page that is closed, or read in another language, goes on where it was. */
  function note() {
    if (!present) {
      present = { mark: form.elements.marque.value, path: told.page, member: '', noted: Date.now() };
    }
    present.begun = Date.now();
    present.fields = asking.fields();
    present.at = key(afterwards || step);
    return queue.store.keepAttempt(present).catch(function () { /* It is kept in the page at least. */ });
  }

  function forgetPresent() {
    var mark = present && present.mark;
    clear();
    return mark ? queue.store.dropAttempt(mark).then(drawQueue) : Promise.resolve();
  }

  function clear() {
    present = null;
    asking.fill([], {});
    form.elements.marque.value = crypto.randomUUID();
  }

  function anew() {
    isFacing = false;
    return forgetPresent().then(function () { goTo(part('debut')); });
  }

  function finish() {
    return note().then(function () {
      delete present.begun;
      delete present.at;
      delete present.mended;
      present.why = '';
      present.sections = {};
      return queue.store.keepAttempt(present);
    }).then(function () {
      clear();
      isFacing = false;
      goTo(part('debut'));
      say(told.kept);
      return drawQueue().then(refresh);
    }, function () {
      // The device refuses to keep anything (full, private browsing): the form goes as it would without a script.
      form.submit();
    });
  }

  function take(attempt) {
    if (present) {
      say(told.first);
      return step.focus();
    }
    present = Object.assign({}, attempt, { begun: Date.now(), mended: true });
    form.elements.marque.value = attempt.mark;
    isFacing = false;
    asking.fill(attempt.fields, attempt.sections);
    var wrong = asking.asked().filter(function (section) { return (attempt.sections || {})[section.dataset.question]; })[0];
    goTo(wrong || part('debut'));
    return note().then(drawQueue);
  }

  /* ---- What waits ---- */

  function box(attempt) {
    var made = find('gabarit').firstElementChild.cloneNode(true);
    made.querySelector('[data-reason]').textContent = attempt.why;
    made.querySelector('[data-take]').hidden = !form || attempt.why === told.unsure;
    made.querySelector('[data-take]').addEventListener('click', function () { take(attempt); });
    made.querySelector('[data-discard]').addEventListener('click', function () { queue.store.dropAttempt(attempt.mark).then(drawQueue); });
    return made;
  }

  function drawQueue() {
    return queue.waiting().then(function (found) {
      waiting = found;
      find('a-revoir').textContent = '';
      found.filter(function (one) { return one.why; }).forEach(function (one) { find('a-revoir').append(box(one)); });
      find('combien').textContent = found.length;
      queue.tellSigningOut(found.length);
      show('en-attente', found.length > 0);
    });
  }

  function refresh() {
    return self.interviewSending.flush(queue.store, told).then(function (done) {
      if (!done) {
        return undefined;
      }
      show('sans-reseau', done.trouble === 'offline');
      find('rien-ne-part').textContent = done.why;
      show('rien-ne-part', Boolean(done.why) && !told.why);
      return drawQueue().then(function () {
        if (done.refused) { say(told.mend); } else if (done.sent) { say(told.sent); }
        return done.found ? queue.keep(done.found) : done.trouble === 'gone' ? queue.keep({ root: { dataset: {} } }) : null;
      }).then(function (isKept) {
        if (isKept !== null) { show('garde', isKept || waiting.length > 0); }
      });
    });
  }

  function erase() {
    return queue.wipe().then(function () {
      if (form) { clear(); goTo(part('debut')); }
      waiting = [];
      ['garde', 'depart', 'en-attente'].forEach(function (id) { show(id, false); });
      find('a-revoir').textContent = '';
      say(told.erased);
    });
  }

  /* What waits is told before it is erased; so is what is being done. */
  function askToErase() {
    return queue.store.attempts().then(function (all) {
      if (!all.length) {
        return erase();
      }
      find('combien-perdus').textContent = all.length;
      show('depart', true);
      return find('depart').focus();
    });
  }

  function listen() {
    var acts = {
      suivant: next, retour: back, garder: finish, anew: anew,
      tourne: function () { isFacing = true; goTo(step); },
      rendu: function () { isFacing = false; goTo(afterwards); }
    };
    root.addEventListener('click', function (event) {
      var button = event.target.closest('[data-go]');
      if (button) { acts[button.dataset.go](); }
    });
    if (form) {
      form.addEventListener('submit', function (event) {
        event.preventDefault();
        acts[form.querySelector('.go [data-go]:not([hidden])').dataset.go]();
      });
      form.addEventListener('change', function (event) { asking.keepOne(event.target); note(); });
    }
    find('envoyer').addEventListener('click', refresh);
    find('effacer').addEventListener('click', askToErase);
    find('rester').addEventListener('click', function () { show('depart', false); });
    find('partir').addEventListener('click', erase);
    addEventListener('online', refresh);
    addEventListener('offline', function () { show('sans-reseau', true); });
    document.addEventListener('visibilitychange', tick);
    setInterval(tick, EVERY);
  }

  function tick() {
    if (!document.hidden && waiting.some(function (one) { return !one.why; })) { refresh(); }
  }

  /* Take the form to pieces, and go on with what was begun. */
  function prepare(begun) {
    if (!form) {
      return;
    }
    find('partir-avec').closest('p').remove();
    show('pas', true);
    var isMending = document.getElementById('erreurs') !== null;
    if (begun && !isMending) {
      present = begun;
      form.elements.marque.value = begun.mark;
      asking.fill(begun.fields, begun.sections);
      say(told.resumed);
    }
    var at = form.querySelector(begun ? '[data-question="' + begun.at + '"], [data-step="' + begun.at + '"]' : '[data-step="debut"]');
    var wrong = isMending && form.querySelector('[data-question]:has(.mistake:not([data-missing]))');
    goTo(wrong || at || part('debut'), !begun);
  }

  if (!isSecureContext || !navigator.serviceWorker || !self.indexedDB || !self.caches || !crypto.subtle) {
    return;
  }
  queue = self.interviewQueue(told);
  queue.begun().then(function (begun) {
    prepare(begun);
    listen();
    return drawQueue();
  }).then(function () {
    return form && navigator.serviceWorker.register(told.worker, { scope: told.page, updateViaCache: 'none' });
  }).then(refresh).catch(function () {
    // A browser that keeps nothing: the page works as it does without a script.
  });
})();

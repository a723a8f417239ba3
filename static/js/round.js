/* The page of a round on a phone, without a network too. Nothing here is needed while there is one: each form is a real form.
   Every attempt is written down on the phone first, then sent (`round-sending.js`), then taken off once the server shows it. */
(function () {
  'use strict';

  var EVERY = 30000;
  var store = self.roundStore;
  var sending = self.roundSending;
  var keeping = self.roundKeeping;
  var root = document.getElementById('tournee');
  var told = root.dataset;
  var wasOver = isOver();
  var leaving = null;
  var waiting = [];

  function find(id) {
    return document.getElementById(id);
  }

  function show(id, visible) {
    find(id).hidden = !visible;
  }

  function say(text) {
    find('annonce').textContent = text;
  }

  function isOver() {
    return Date.now() >= Date.parse(told.until);
  }

  /* ---- What waits, shown in the card of its request ---- */

  function box(attempt) {
    var made = find('gabarit').firstElementChild.cloneNode(true);
    made.querySelectorAll('[data-waiting]').forEach(function (part) { part.hidden = Boolean(attempt.why); });
    made.querySelectorAll('[data-review]').forEach(function (part) { part.hidden = !attempt.why; });
    made.querySelector('[data-why]').textContent = attempt.why;
    made.querySelector('[data-text]').textContent = [attempt.label, attempt.fields.heure, attempt.fields.note].filter(Boolean).join('\n');
    made.querySelector('[data-take]').hidden = !formOf(attempt);
    made.querySelector('[data-take]').addEventListener('click', function () { take(attempt); });
    made.querySelector('[data-discard]').addEventListener('click', function () { store.dropAttempt(attempt.mark).then(drawQueue); });
    return made;
  }

  function formOf(attempt) {
    return attempt.path === told.day && document.querySelector('form[data-attempt="' + attempt.fields.demande + '"]');
  }

  /* A refused attempt is put back into its form; it waits until another one takes its place. */
  function take(attempt) {
    var form = formOf(attempt);
    Array.from(form.elements.resultat).forEach(function (one) { one.checked = one.value === attempt.fields.resultat; });
    form.elements.heure.value = attempt.fields.heure;
    form.elements.note.value = attempt.fields.note;
    form.dataset.mark = attempt.mark;
    form.dataset.instant = attempt.fields.instant;
    form.closest('details').open = true;
    form.querySelector('input:checked').focus();
  }

  function drawQueue() {
    return store.attempts().then(function (found) {
      waiting = found;
      document.querySelectorAll('[data-queue]').forEach(function (place) { place.textContent = ''; });
      found.forEach(function (attempt) {
        var card = attempt.path === told.day && find('demande-' + attempt.fields.demande);
        (card ? card.querySelector('[data-queue]') : find('ailleurs')).append(box(attempt));
      });
      find('combien').textContent = found.length;
      keeping.tellSigningOut(found.length);
      show('en-attente', found.length > 0);
    });
  }

  /* ---- Noting an attempt ---- */

  function note(form) {
    var chosen = form.querySelector('input[name="resultat"]:checked');
    form.querySelector('[data-missing]').hidden = Boolean(chosen);
    if (!chosen) {
      form.querySelector('input[name="resultat"]').focus();
      say(form.querySelector('[data-missing]').textContent);
      return;
    }
    if (form.dataset.busy) {
      return;
    }
    form.dataset.busy = 'yes';
    var fields = {
      demande: form.dataset.attempt, resultat: chosen.value, heure: form.elements.heure.value, note: form.elements.note.value,
      // The hour of the attempt is that of the phone now, not that of its sending.
      instant: form.dataset.instant || new Date().toISOString()
    };
    var attempt = {
      mark: form.dataset.mark || crypto.randomUUID(), path: told.day, member: told.device, noted: Date.now(), fields: fields,
      label: chosen.parentNode.textContent.trim()
    };
    store.keepAttempt(attempt).then(function () {
      form.reset();
      delete form.dataset.mark;
      delete form.dataset.instant;
      form.closest('details').open = false;
      find('noter-' + fields.demande).focus();
      say(told.kept);
      return drawQueue().then(refresh);
    }, function () {
      // The phone refuses to keep anything (full, private browsing): the form goes as it would without a script.
      form.submit();
    }).finally(function () { delete form.dataset.busy; });
  }

  /* ---- The list, as the server has it now ---- */

  function isBusy(card) {
    var form = card.querySelector('form');
    return Boolean(form && (form.closest('details').open || form.querySelector('input:checked') || form.elements.note.value || form.elements.heure.value));
  }

  /* Cards are replaced one by one: none in which somebody writes, or is about to; the focus stays where it was. */
  function redraw(page) {
    var list = find('passages');
    var last = null;
    page.querySelectorAll('#passages > li').forEach(function (fresh) {
      var id = fresh.querySelector('article').id;
      var present = find(id);
      var line = document.importNode(fresh, true);
      if (!present && last) {
        last.after(line);
      } else if (!present) {
        list.prepend(line);
      } else if (!isBusy(present)) {
        var focused = present.contains(document.activeElement) && document.activeElement.id;
        present.closest('li').replaceWith(line);
        if (focused && find(focused)) { find(focused).focus(); }
      }
      last = find(id).closest('li');
    });
    Array.from(list.children).forEach(function (line) {
      var card = line.querySelector('article');
      if (!page.getElementById(card.id) && !isBusy(card)) { line.remove(); }
    });
    show('vide', !list.children.length);
    find('moment').textContent = page.getElementById('moment').textContent;
    prepare();
  }

  function refresh() {
    return sending.flush(told.day, told.device).then(function (done) {
      if (!done) {
        return undefined;
      }
      show('sans-reseau', done.trouble === 'offline');
      show('reconnecter', done.trouble === 'signed-out');
      if (done.trouble === 'other' || done.trouble === 'gone') {
        find('passages').textContent = '';
      }
      if (done.trouble === 'other' || (done.trouble === 'gone' && !waiting.length)) {
        location.reload();
        return undefined;
      }
      if (done.found) { redraw(done.found.page); }
      return drawQueue().then(function () {
        if (done.refused) { say(told.refused); } else if (done.sent) { say(told.sent); }
        return done.found && keeping.keep(done.found, told.day, told.device);
      }).then(function (isKept) {
        if (done.found) { show('garde', isKept); }
      });
    });
  }

  function prepare() {
    document.querySelectorAll('form[data-attempt]').forEach(function (form) {
      form.elements.note.maxLength = told.longest;
    });
  }

  /* ---- Leaving nothing behind ---- */

  /* `what` is done at once when nothing waits, else once somebody said that what waits may be lost. */
  function unlessWaiting(what) {
    store.attempts().then(function (found) {
      if (!found.length) {
        what();
        return;
      }
      leaving = what;
      find('combien-perdus').textContent = found.length;
      show('depart', true);
      find('depart').focus();
    }, what);
  }

  function signOut(form) {
    unlessWaiting(function () {
      keeping.wipe().then(function () { form.submit(); });
    });
  }

  function erase() {
    unlessWaiting(function () {
      keeping.wipe().then(drawQueue).then(function () {
        show('garde', false);
        say(told.erased);
      });
    });
  }

  function listen() {
    document.addEventListener('submit', function (event) {
      var form = event.target;
      if (form.matches('form[data-attempt]')) {
        event.preventDefault();
        note(form);
      } else if (form.matches('form[action^="/deconnexion"]')) {
        event.preventDefault();
        signOut(form);
      }
    });
    find('envoyer').addEventListener('click', refresh);
    find('effacer').addEventListener('click', erase);
    find('rester').addEventListener('click', function () { show('depart', false); });
    find('partir').addEventListener('click', function () {
      show('depart', false);
      leaving();
    });
    addEventListener('online', refresh);
    addEventListener('offline', function () { show('sans-reseau', true); });
    document.addEventListener('visibilitychange', tick);
    setInterval(tick, EVERY);
  }

  /* Again and again while something waits. Once the day is over, the list leaves the screen as it leaves the phone. */
  function tick() {
    if (document.hidden) {
      return;
    }
    if (isOver() && !wasOver) {
      store.dropOver().then(function () { location.reload(); });
    } else if (waiting.length) {
      refresh();
    }
  }

  if (!isSecureContext || !navigator.serviceWorker || !self.indexedDB || !self.caches || !crypto.subtle) {
    return;
  }
  store.dropOver().then(function () { return store.claim(told.device); }).then(function () {
    return navigator.serviceWorker.register(told.worker, { updateViaCache: 'none' });
  }).then(function () {
    prepare();
    listen();
    return drawQueue();
  }).then(function () {
    return store.keptPage(told.day);
  }).then(function (page) {
    show('garde', Boolean(page));
    return refresh();
  }).catch(function () {
    // A browser that keeps nothing: the page works as it does without a script.
  });
})();

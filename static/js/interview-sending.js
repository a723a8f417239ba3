/* Sending the interviews that wait. One leaves the queue only once the server tells the digest of its mark: a network that pretends or an
   answer that was lost takes nothing away. What was tried and not acknowledged is tried again with the same mark, which the server
   remembers for five weeks; after four, nobody can tell any more whether it arrived, and somebody decides. */
(function () {
  'use strict';

  var PATIENCE = 15000;
  var TRIED_FOR = 28 * 24 * 3600 * 1000;
  var KEPT_HEADERS = ['Content-Type', 'Content-Security-Policy', 'Referrer-Policy', 'X-Content-Type-Options'];

  /* 'offline', 'later', 'gone' (nothing is taken from here any more), 'refused' (this one is to be mended). */
  function Trouble(kind, found) {
    this.kind = kind;
    this.found = found;
  }

  function ask(address, options) {
    var controller = new AbortController();
    var timer = setTimeout(function () { controller.abort(); }, PATIENCE);
    var asked = Object.assign({ credentials: 'same-origin', cache: 'no-store', signal: controller.signal }, options);
    return fetch(address, asked).then(function (response) {
      return response.text().then(function (text) { return { response: response, text: text }; });
    }).catch(function () { throw new Trouble('offline'); }).finally(function () { clearTimeout(timer); });
  }

  /* A page of ours, {page, root, html, headers}; anything else is a trouble. */
  function understood(answer) {
    var page = new DOMParser().parseFromString(answer.text, 'text/html');
    var root = page.getElementById('entretien');
    if (!root) {
      throw new Trouble('later');
    }
    return { page: page, root: root, html: answer.text, headers: headersOf(answer.response) };
  }

  function headersOf(response) {
    var found = {};
    KEPT_HEADERS.forEach(function (name) {
      if (response.headers.get(name)) { found[name] = response.headers.get(name); }
    });
    return found;
  }

  function look(address) {
    return ask(address).then(understood).then(function (found) {
      if (!found.root.dataset.takes) { throw new Trouble('gone', found); }
      return found;
    });
  }

  function post(attempt, found) {
    var fields = new URLSearchParams(attempt.fields);
    fields.set('marque', attempt.mark);
    fields.set('file', 'oui');
    fields.set('csrf_token', found.page.querySelector('input[name="csrf_token"]').value);
    return ask(found.root.dataset.action, { method: 'POST', body: fields }).then(function (answer) {
      if (answer.response.ok) {
        return written(answer.text);
      }
      var page = understood(answer);
      throw new Trouble(!page.root.dataset.takes ? 'gone' : answer.response.status === 422 ? 'refused' : 'later', page);
    });
  }

  function written(text) {
    try {
      return JSON.parse(text).written;
    } catch (error) {
      throw new Trouble('later');
    }
  }

  /* What the server's page says is to be mended: why, and each question as it shows it, by key. */
  function refuse(store, attempt, found) {
    attempt.tried = 0;
    attempt.why = Array.from(found.page.querySelectorAll('#erreurs li'), function (one) { return one.textContent.trim(); }).join(' ');
    attempt.sections = {};
    found.page.querySelectorAll('[data-question]').forEach(function (section) {
      if (section.querySelector('.mistake:not([data-missing])')) { attempt.sections[section.dataset.question] = section.outerHTML; }
    });
    return store.keepAttempt(attempt);
  }

  function deal(store, attempt, found, told, done) {
    if (attempt.tried && Date.now() - attempt.tried > TRIED_FOR) {
      attempt.why = told.unsure;
      done.refused += 1;
      return store.keepAttempt(attempt);
    }
    attempt.tried = attempt.tried || Date.now();
    return store.keepAttempt(attempt).then(function () { return post(attempt, found); }).then(function (shown) {
      return store.digestOf(attempt.mark).then(function (digest) {
        if (shown !== digest) { throw new Trouble('later'); }
        done.sent += 1;
        return store.dropAttempt(attempt.mark);
      });
    }).catch(function (trouble) {
      if (trouble.kind !== 'refused') { throw trouble; }
      done.refused += 1;
      return refuse(store, attempt, trouble.found);
    });
  }

  function send(store, told) {
    var done = { sent: 0, refused: 0, found: null, trouble: '', why: '' };
    return look(told.page + location.search).then(function (found) {
      done.found = found;
      return store.attempts().then(function (queue) {
        return queue.filter(function (one) { return !one.begun && !one.why; }).reduce(function (before, attempt) {
          return before.then(function () { return deal(store, attempt, found, told, done); });
        }, Promise.resolve());
      });
    }).catch(function (trouble) {
      done.trouble = trouble instanceof Trouble ? trouble.kind : 'later';
      done.why = done.trouble === 'gone' ? trouble.found.root.dataset.why : '';
    }).then(function () { return done; });
  }

  /* Look at the server's page and send what waits, in one tab at a time; null when another tab is at it. */
  var busy = false;

  function flush(store, told) {
    if (navigator.locks) {
      return navigator.locks.request(told.page, { ifAvailable: true }, function (lock) { return lock ? send(store, told) : null; });
    }
    if (busy) {
      return Promise.resolve(null);
    }
    busy = true;
    return send(store, told).finally(function () { busy = false; });
  }

  self.interviewSending = { flush: flush, look: look };
})();

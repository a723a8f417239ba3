/* Sending what waits. An attempt leaves the queue only once a page of the server shows it (`data-written`): an answer that was lost, a
   network that pretends, a session that ended take nothing away. Each sending begins with the page as it is now: what the server has
   already is found there rather than sent again, and the token of the forms is a fresh one. */
(function () {
  'use strict';

  var PATIENCE = 10000;
  var LOCK = 'tournee';
  var REFUSALS = [403, 404, 409, 413, 422];
  var SIGN_IN = '/connexion';
  var KEPT_HEADERS = ['Content-Type', 'Content-Security-Policy', 'Referrer-Policy', 'X-Content-Type-Options'];
  var store = self.roundStore;

  /* What is wrong when something is: 'offline', 'signed-out', 'gone', 'refused', 'later', 'other' (the phone is somebody else's now). */
  function Trouble(kind, why) {
    this.kind = kind;
    this.why = why || '';
  }

  function ask(address, options) {
    var controller = new AbortController();
    var timer = setTimeout(function () { controller.abort(); }, PATIENCE);
    var asked = Object.assign({ credentials: 'same-origin', cache: 'no-store', signal: controller.signal }, options);
    return fetch(address, asked).then(function (response) {
      return response.text().then(function (html) { return understood(response, html); });
    }, function () { throw new Trouble('offline'); }).catch(function (error) {
      throw error instanceof Trouble ? error : new Trouble('offline');
    }).finally(function () { clearTimeout(timer); });
  }

  /* The page of a round, {root, html, headers}; anything else is a trouble. */
  function understood(response, html) {
    var page = new DOMParser().parseFromString(html, 'text/html');
    var root = page.getElementById('tournee');
    if (response.ok && root) {
      return { page: page, root: root, html: html, headers: headersOf(response) };
    }
    if (new URL(response.url).pathname.startsWith(SIGN_IN)) {
      throw new Trouble('signed-out');
    }
    if (REFUSALS.indexOf(response.status) !== -1) {
      throw new Trouble(response.status === 422 ? 'refused' : 'gone', reasonOf(page));
    }
    throw new Trouble('later');
  }

  function headersOf(response) {
    var found = {};
    KEPT_HEADERS.forEach(function (name) {
      if (response.headers.get(name)) { found[name] = response.headers.get(name); }
    });
    return found;
  }

  function reasonOf(page) {
    var told = page.querySelectorAll('#erreurs li');
    return Array.from(told.length ? told : page.querySelectorAll('h1'), function (one) { return one.textContent.trim(); }).join(' ');
  }

  function look(path, member) {
    return ask(path + location.search).then(function (found) {
      if (found.root.dataset.device !== member) {
        return store.wipe().then(function () { throw new Trouble('other'); });
      }
      return found;
    });
  }

  function isWritten(attempt, found) {
    return store.shownMark(attempt.mark).then(function (shown) { return found.root.dataset.written.split(' ').indexOf(shown) !== -1; });
  }

  function post(attempt, found) {
    var fields = new URLSearchParams(attempt.fields);
    fields.set('marque', attempt.mark);
    fields.set('csrf_token', found.page.querySelector('input[name="csrf_token"]').value);
    return ask(found.root.dataset.action, { method: 'POST', body: fields });
  }

  function refuse(attempt, why) {
    attempt.why = why;
    return store.keepAttempt(attempt);
  }

  /* One attempt; returns the page of the server after it. `done.sent` counts what is known to be written. */
  function deal(attempt, found, done) {
    return isWritten(attempt, found).then(function (already) {
      if (already) {
        done.sent += 1;
        return store.dropAttempt(attempt.mark).then(function () { return found; });
      }
      if (attempt.why) {
        return found;
      }
      return post(attempt, found).then(function (answer) {
        return isWritten(attempt, answer).then(function (kept) {
          if (!kept) { throw new Trouble('later'); }
          done.sent += 1;
          return store.dropAttempt(attempt.mark).then(function () { return answer; });
        });
      }, function (trouble) {
        if (trouble.kind !== 'refused' && trouble.kind !== 'gone') { throw trouble; }
        done.refused += 1;
        return refuse(attempt, trouble.why).then(function () { return found; });
      });
    });
  }

  function round(path, member, waiting, done) {
    return look(path, member).then(function (found) {
      return waiting.reduce(function (before, attempt) {
        return before.then(function (present) { return deal(attempt, present, done); });
      }, Promise.resolve(found)).then(function (last) {
        if (path === done.path) { done.found = last; }
      });
    }, function (trouble) {
      if (trouble.kind !== 'gone') { throw trouble; }
      // This round is not theirs to tell of any more: what was noted stays, to be told otherwise.
      var open = waiting.filter(function (attempt) { return !attempt.why; });
      done.refused += open.length;
      if (path === done.path) { done.trouble = 'gone'; }
      return store.dropPage(path).then(function () {
        return Promise.all(open.map(function (attempt) { return refuse(attempt, trouble.why); }));
      });
    });
  }

  function send(path, member) {
    var done = { path: path, sent: 0, refused: 0, found: null, trouble: '' };
    return store.attempts().then(function (queue) {
      var paths = [path].concat(queue.map(function (one) { return one.path; }));
      return paths.filter(function (one, rank) { return paths.indexOf(one) === rank; }).reduce(function (before, one) {
        return before.then(function () {
          return round(one, member, queue.filter(function (attempt) { return attempt.path === one; }), done);
        });
      }, Promise.resolve());
    }).catch(function (trouble) {
      done.trouble = trouble instanceof Trouble ? trouble.kind : 'later';
    }).then(function () { return done; });
  }

  /* Look at the server's page and send what waits, in one tab at a time; null when another tab is at it. */
  var busy = false;

  function flush(path, member) {
    if (navigator.locks) {
      return navigator.locks.request(LOCK, { ifAvailable: true }, function (lock) { return lock ? send(path, member) : null; });
    }
    if (busy) {
      return Promise.resolve(null);
    }
    busy = true;
    return send(path, member).finally(function () { busy = false; });
  }

  self.roundSending = { flush: flush };
})();

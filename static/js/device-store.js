/* What a device keeps where there may be no network: pages, and what waits to be sent. Used by pages and by workers, so nothing here touches
   a document. Texts are sealed (AES-GCM) with a key that the browser made and that no script can take out of it; in clear stand only whose
   they are (a keyed digest, or nothing), the path that they are about, and until when. Each use has a database of its own. */
(function (scope) {
  'use strict';

  var KEYS = 'keys';
  var PAGES = 'pages';
  var QUEUE = 'queue';
  var SIGNS_OF_A_MARK = 16;
  var encoder = new TextEncoder();

  /* What is kept under a name (`called`); `FILES` is the name of its cache. */
  scope.deviceStore = function (called) {
    var FILES = called + '-fichiers';

    function settled(request) {
      return new Promise(function (resolve, reject) {
        request.onsuccess = function () { resolve(request.result); };
        request.onerror = function () { reject(request.error); };
      });
    }

    function open() {
      var request = indexedDB.open(called, 1);
      request.onupgradeneeded = function () {
        request.result.createObjectStore(KEYS);
        request.result.createObjectStore(PAGES, { keyPath: 'path' });
        request.result.createObjectStore(QUEUE, { keyPath: 'mark' });
      };
      return settled(request);
    }

    /* One transaction on a connection of its own, closed after: a connection left open would hold up the wiping asked for by another tab. */
    function within(name, mode, work) {
      return open().then(function (database) {
        database.onversionchange = function () { database.close(); };
        return new Promise(function (resolve, reject) {
          var transaction = database.transaction(name, mode, { durability: 'strict' });
          var request = work(transaction.objectStore(name));
          transaction.oncomplete = function () { resolve(request && request.result); };
          transaction.onabort = function () { reject(transaction.error); };
        }).finally(function () { database.close(); });
      });
    }

    function read(name, key) {
      return within(name, 'readonly', function (store) { return store.get(key); });
    }

    function readAll(name) {
      return within(name, 'readonly', function (store) { return store.getAll(); });
    }

    function write(name, record) {
      return within(name, 'readwrite', function (store) { return store.put(record); });
    }

    function remove(name, key) {
      return within(name, 'readwrite', function (store) { return store.delete(key); });
    }

    /* The key of this browser, made when it is first needed. Of two tabs that make one at once, the first one's is kept. */
    function key() {
      return read(KEYS, 'device').then(function (found) {
        return found || crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']).then(function (made) {
          return within(KEYS, 'readwrite', function (store) {
            store.get('device').onsuccess = function (event) {
              if (!event.target.result) { store.put(made, 'device'); }
            };
          }).then(function () { return read(KEYS, 'device'); });
        });
      });
    }

    /* `about` is part of what the seal covers: what was written for one round cannot be read as another's. */
    function seal(value, about) {
      var iv = crypto.getRandomValues(new Uint8Array(12));
      return key().then(function (found) {
        var how = { name: 'AES-GCM', iv: iv, additionalData: encoder.encode(about) };
        return crypto.subtle.encrypt(how, found, encoder.encode(JSON.stringify(value)));
      }).then(function (data) { return { iv: iv, data: data }; });
    }

    function unseal(box, about) {
      return key().then(function (found) {
        return crypto.subtle.decrypt({ name: 'AES-GCM', iv: box.iv, additionalData: encoder.encode(about) }, found, box.data);
      }).then(function (data) { return JSON.parse(new TextDecoder().decode(data)); });
    }

    function aboutPage(record) {
      return ['page', record.path, record.member, record.until].join(' ');
    }

    function aboutAttempt(record) {
      return ['attempt', record.path, record.member, record.mark].join(' ');
    }

    /* `page`: {path, member, until (ms), html, headers}. */
    function keepPage(page) {
      var record = { path: page.path, member: page.member, until: page.until };
      return seal({ html: page.html, headers: page.headers }, aboutPage(record)).then(function (box) {
        record.box = box;
        return write(PAGES, record);
      });
    }

    /* The page kept for a path, {html, headers}; nothing once its time is over, and then it is deleted with all others whose time is. */
    function keptPage(path) {
      return dropOver().then(function () { return read(PAGES, path); }).then(function (record) {
        return record && unseal(record.box, aboutPage(record));
      });
    }

    function dropOver() {
      var now = Date.now();
      return readAll(PAGES).then(function (records) {
        return Promise.all(records.filter(function (one) { return one.until <= now; }).map(function (one) { return dropPage(one.path); }));
      });
    }

    function dropPage(path) {
      return remove(PAGES, path);
    }

    /* `attempt`: {mark, path, member, noted (ms), fields, why…}: `fields` are sent; `why` tells that the server refused it. All is sealed
       but the first four. */
    function keepAttempt(attempt) {
      var record = { mark: attempt.mark, path: attempt.path, member: attempt.member, noted: attempt.noted };
      return seal(attempt, aboutAttempt(record)).then(function (box) {
        record.box = box;
        return write(QUEUE, record);
      });
    }

    /* What waits, the first noted first. What cannot be read (its key is gone) is of no use to anybody. */
    function attempts() {
      return readAll(QUEUE).then(function (records) {
        return Promise.all(records.map(function (record) {
          return unseal(record.box, aboutAttempt(record)).then(function (told) {
            return Object.assign(told, { mark: record.mark, path: record.path, member: record.member, noted: record.noted });
          }, function () { return remove(QUEUE, record.mark).then(function () { return null; }); });
        }));
      }).then(function (found) {
        return found.filter(Boolean).sort(function (one, other) { return one.noted - other.noted; });
      });
    }

    function dropAttempt(mark) {
      return remove(QUEUE, mark);
    }

    /* Everything about somebody, gone: pages, attempts, and the key without which copies of them are noise. */
    function wipe() {
      return new Promise(function (resolve) {
        var request = indexedDB.deleteDatabase(called);
        request.onsuccess = request.onerror = resolve;
      });
    }

    /* Let a phone that changed hands keep nothing of whoever had it before. */
    function claim(member) {
      return Promise.all([readAll(PAGES), readAll(QUEUE)]).then(function (found) {
        var isOthers = found[0].concat(found[1]).some(function (record) { return record.member !== member; });
        return isOthers ? wipe() : undefined;
      });
    }

    /* How the server tells that it has what a mark was sent with: the digest of the mark, or the beginning of it. */
    function digestOf(mark) {
      return crypto.subtle.digest('SHA-256', encoder.encode(mark)).then(function (digest) {
        return Array.from(new Uint8Array(digest), function (byte) { return byte.toString(16).padStart(2, '0'); }).join('');
      });
    }

    function shownMark(mark) {
      return digestOf(mark).then(function (digest) { return digest.slice(0, SIGNS_OF_A_MARK); });
    }

    /* Files of the site, by addresses that change with them: those named are kept, others are let go. */
    function keepFiles(named) {
      return caches.open(FILES).then(function (files) {
        return files.keys().then(function (requests) {
          var kept = requests.map(function (request) { return request.url.slice(location.origin.length); });
          return Promise.all(kept.map(function (one) { return named.indexOf(one) === -1 && files.delete(one); })).then(function () {
            return files.addAll(Array.from(new Set(named)).filter(function (one) { return kept.indexOf(one) === -1; }));
          });
        });
      });
    }

    return {
      FILES: FILES, keepPage: keepPage, keptPage: keptPage, dropPage: dropPage, dropOver: dropOver, keepAttempt: keepAttempt,
      attempts: attempts, dropAttempt: dropAttempt, wipe: wipe, claim: claim, digestOf: digestOf, shownMark: shownMark, keepFiles: keepFiles
    };
  };
})(self);

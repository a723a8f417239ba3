/* What this device keeps of a campaign: its page in each language, the interview that is being done, those that wait; and how all of it is
   taken away. */
(function () {
  'use strict';

  var LEFT = 2 * 3600 * 1000;
  var WIPING = 2000;
  var A_MONTH = 2592000;

  function interviewQueue(told) {
    var store = self.deviceStore(told.page);
    var forgotten = false;

    /* Keep the page of the server in each of its languages, while it is worth it; tells whether it is kept. */
    function keep(found) {
      if (forgotten || !found.root.dataset.asks || !told.until || Date.now() >= Date.parse(told.until)) {
        return dropPages().then(function () { return false; });
      }
      var links = found.page.querySelectorAll('.tongues a:not([aria-current])');
      var others = Array.from(links, function (one) { return one.getAttribute('href'); });
      return keepAs(found, told.page).then(function () { return keepAs(found, keyOf(location.search)); }).then(function () {
        return Promise.all(others.map(function (address) {
          return self.interviewSending.look(address).then(function (other) {
            return other.root.dataset.asks && keepAs(other, keyOf(address.slice(address.indexOf('?'))));
          }).catch(function () { /* The network went meanwhile: this language is kept another time. */ });
        }));
      }).then(function () { return store.keepFiles(files()); }).then(function () {
        return navigator.storage && navigator.storage.persist ? navigator.storage.persist() : null;
      }).then(function () { return true; });
    }

    function keyOf(search) {
      var code = new URLSearchParams(search).get('langue') || document.getElementById('questions').elements.langue.value;
      return told.page + '?langue=' + code;
    }

    function keepAs(found, path) {
      found.page.querySelectorAll('[data-once]').forEach(function (one) { one.remove(); });
      return store.keepPage({
        path: path, member: '', until: Date.parse(told.until), headers: found.headers,
        html: '<!DOCTYPE html>\n' + found.page.documentElement.outerHTML
      });
    }

    function dropPages() {
      var codes = Array.from(document.querySelectorAll('.tongues a'), function (one) { return told.page + '?langue=' + one.hreflang; });
      return Promise.all([told.page, told.page + '?langue=fr'].concat(codes).map(store.dropPage));
    }

    function files() {
      return Array.from(document.querySelectorAll('link[rel="stylesheet"], link[rel="icon"], script[src]'), function (one) {
        var address = new URL(one.src || one.href, location.href);
        return address.pathname + address.search;
      });
    }

    /* The interview that is being done, unless it was left for two hours: then it goes; one that was being mended waits again. */
    function begun() {
      return store.attempts().then(function (all) {
        var found = all.filter(function (one) { return one.begun; });
        var old = found.filter(function (one) { return Date.now() - one.begun > LEFT; });
        return Promise.all(old.map(function (one) {
          delete one.begun;
          return one.mended ? store.keepAttempt(one) : store.dropAttempt(one.mark);
        })).then(function () {
          return found.filter(function (one) { return old.indexOf(one) === -1; })[0] || null;
        });
      });
    }

    function waiting() {
      return store.attempts().then(function (all) { return all.filter(function (one) { return !one.begun; }); });
    }

    /* Signing out of an account wipes what the site keeps here: the server may ask first, and sees this number then alone. */
    function tellSigningOut(many) {
      var secure = location.protocol === 'https:' ? '; Secure' : '';
      document.cookie = 'entretiens=' + many + '; Path=/deconnexion; SameSite=Strict; Max-Age=' + (many ? A_MONTH : 0) + secure;
    }

    /* Everything of this campaign, gone, and not kept again by this page. */
    function wipe() {
      forgotten = true;
      tellSigningOut(0);
      return Promise.race([
        Promise.all([store.wipe(), caches.delete(store.FILES), navigator.serviceWorker.getRegistration(told.page).then(function (found) {
          return found && new URL(found.scope).pathname === told.page && found.unregister();
        })]),
        new Promise(function (resolve) { setTimeout(resolve, WIPING); })
      ]);
    }

    return { store: store, keep: keep, begun: begun, waiting: waiting, tellSigningOut: tellSigningOut, wipe: wipe };
  }

  self.interviewQueue = interviewQueue;
})();

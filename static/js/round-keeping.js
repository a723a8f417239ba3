/* What the page of a round leaves on the phone, and how it is taken away. */
(function () {
  'use strict';

  var WIPING = 2000;
  var A_MONTH = 2592000;
  var store = self.roundStore;
  var forgotten = false;

  /* Keep the server's page, {page, root, headers}, while its day lasts and unless it was erased; tells whether it is kept. */
  function keep(found, path, member) {
    var told = found.root.dataset;
    if (forgotten || Date.now() < Date.parse(told.from) || Date.now() >= Date.parse(told.until)) {
      return store.dropPage(path).then(function () { return false; });
    }
    // What was just said is said once.
    found.page.querySelectorAll('.desk > .notice').forEach(function (one) { one.remove(); });
    return store.keepPage({
      path: path, member: member, until: Date.parse(told.until), headers: found.headers,
      html: '<!DOCTYPE html>\n' + found.page.documentElement.outerHTML
    }).then(function () { return keepFiles(told.over); }).then(function () { return true; });
  }

  /* Files that the page needs, and the page that says that a list is gone. */
  function keepFiles(over) {
    var named = Array.from(document.querySelectorAll('link[rel="stylesheet"], link[rel="icon"], script[src], use'), function (one) {
      var address = new URL(one.src || one.href.baseVal || one.href, location.href);
      return address.pathname + address.search;
    }).concat(over);
    return store.keepFiles(named);
  }

  /* Signing out wipes the phone, from any page of the site: the server, which sees this number then and only then, asks first. */
  function tellSigningOut(many) {
    var secure = location.protocol === 'https:' ? '; Secure' : '';
    document.cookie = 'passages=' + many + '; Path=/deconnexion; SameSite=Strict; Max-Age=' + (many ? A_MONTH : 0) + secure;
  }

  /* Everything, gone, and not kept again by this page; never longer than somebody who signs out would wait. */
  function wipe() {
    forgotten = true;
    tellSigningOut(0);
    return Promise.race([
      Promise.all([store.wipe(), caches.delete(store.FILES)]),
      new Promise(function (resolve) { setTimeout(resolve, WIPING); })
    ]);
  }

  self.roundKeeping = { keep: keep, tellSigningOut: tellSigningOut, wipe: wipe };
})();

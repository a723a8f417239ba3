/* Answers for the page where questions are asked without a network; its address and its scope name that page of one campaign, and nothing
   else. It keeps nothing itself: the page is sealed in the database of `device-store.js`; files of the site stand in a cache. */
'use strict';

importScripts('/static/js/device-store.js');

var PAGE = location.pathname.replace(/\.js$/, '');
var PATIENCE = 6000;
var store = deviceStore(PAGE);

addEventListener('install', function () { skipWaiting(); });

addEventListener('activate', function (event) { event.waitUntil(clients.claim()); });

addEventListener('fetch', function (event) {
  var address = new URL(event.request.url);
  if (event.request.method !== 'GET' || address.origin !== location.origin) {
    return;
  }
  if (event.request.mode === 'navigate' && address.pathname === PAGE) {
    event.respondWith(page(event.request, address));
  } else if (address.pathname.startsWith('/static/')) {
    event.respondWith(file(event.request));
  }
});

/* The network first: a campaign ends. One that answers nothing for a while is none; so is a server in trouble. */
function page(request, address) {
  return new Promise(function (resolve) {
    function giveUp() { resolve(null); }
    setTimeout(giveUp, PATIENCE);
    fetch(request).then(resolve, giveUp);
  }).then(function (fresh) {
    if (fresh && fresh.status < 500) {
      return fresh;
    }
    return kept(address).then(function (found) { return found || fresh || Response.error(); });
  });
}

/* In the language that the address says, else as it was last read. */
function kept(address) {
  return store.keptPage(PAGE + '?langue=' + address.searchParams.get('langue')).then(function (found) {
    return found || store.keptPage(PAGE);
  }).then(function (found) {
    return found ? new Response(found.html, { headers: found.headers }) : null;
  }, function () { return null; });
}

/* Files are named after their content: one that is kept is the right one. */
function file(request) {
  return caches.match(request, { cacheName: store.FILES }).then(function (found) { return found || fetch(request); });
}

/* Answers for the page of a round when there is no network. It keeps nothing itself: lists are sealed in the database of
   `device-store.js` by the page; files of the site, the same for everybody, stand in a cache. */
'use strict';

importScripts('/static/js/device-store.js', '/static/js/round-store.js');

var DAY = /^\/aller-vers\/tournees\/[0-9]+\/jour$/;
var OVER = '/aller-vers/tournees/hors-ligne';
var PATIENCE = 6000;

addEventListener('install', function () { skipWaiting(); });

addEventListener('activate', function (event) { event.waitUntil(clients.claim()); });

addEventListener('fetch', function (event) {
  var address = new URL(event.request.url);
  if (event.request.method !== 'GET' || address.origin !== location.origin) {
    return;
  }
  if (event.request.mode === 'navigate' && DAY.test(address.pathname)) {
    event.respondWith(day(event.request, address.pathname));
  } else if (address.pathname.startsWith('/static/')) {
    event.respondWith(file(event.request));
  }
});

/* The network first: a list changes during the evening. A network that answers nothing for a while is none; so is a server in trouble. */
function day(request, path) {
  return new Promise(function (resolve) {
    function giveUp() { resolve(null); }
    setTimeout(giveUp, PATIENCE);
    fetch(request).then(resolve, giveUp);
  }).then(function (fresh) {
    if (fresh && fresh.ok) {
      return fresh;
    }
    if (fresh && fresh.status < 500) {
      // Whoever may not read it any more (signed out from elsewhere, another team) is left no copy.
      return roundStore.dropPage(path).then(function () { return fresh; }, function () { return fresh; });
    }
    return kept(path).then(function (page) { return page || fresh || over(); });
  });
}

function kept(path) {
  return roundStore.keptPage(path).then(function (page) {
    return page ? new Response(page.html, { headers: page.headers }) : null;
  }, function () { return null; });
}

function over() {
  return caches.match(OVER, { cacheName: roundStore.FILES, ignoreSearch: true }).then(function (found) { return found || Response.error(); });
}

/* Files are named after their content: one that is kept is the right one. */
function file(request) {
  return caches.match(request, { cacheName: roundStore.FILES }).then(function (found) { return found || fetch(request); });
}
